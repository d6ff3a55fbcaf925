package dev.dpm.operator.webhook;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Receives HTTP requests on one thread, and refuses those that exceed {@link Bounds}. Other threads compute the answers.
 */
public final class Requests {

    private static final int NOT_ALLOWED = 405;
    private static final int TIMED_OUT = 408;
    private static final int NEEDS_LENGTH_WITHIN = 413;
    private static final int NOT_JSON = 415;
    private static final int FAILED = 500;
    private static final int BUSY = 503;
    private static final int PAGE_THREADS = 8;

    private final Vertx vertx;
    private final Routes routes;
    private final Bounds bounds;
    /**
     * The threads that compute pages. AdmissionReviews have other threads, so that the API server never waits for a page.
     */
    private final WorkerExecutor pages;
    private final Map<HttpConnection, Long> silent = new HashMap<>();
    private int connections;
    private int held;
    private int visits;

    public Requests(Vertx vertx, Routes routes, Bounds bounds) {
        this.vertx = vertx;
        this.routes = routes;
        this.bounds = bounds;
        this.pages = vertx.createSharedWorkerExecutor("dpm-pages", PAGE_THREADS);
    }

    void connected(HttpConnection connection) {
        connections++;
        long late = vertx.setTimer(bounds.arrival().toMillis(), nothing -> connection.close());
        silent.put(connection, late);
        connection.closeHandler(nothing -> {
            connections--;
            spoke(connection);
        });
        if (connections > bounds.connections()) {
            connection.close();
        }
    }

    private void spoke(HttpConnection connection) {
        Optional.ofNullable(silent.remove(connection)).ifPresent(vertx::cancelTimer);
    }

    void received(HttpServerRequest request) {
        spoke(request.connection());
        Routes.Post post = routes.posts().get(request.path());
        if (post == null) {
            other(request);
        } else if (!HttpMethod.POST.equals(request.method())) {
            refuse(request, Answer.said(NOT_ALLOWED, "allowed: POST"));
        } else if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, Answer.said(NOT_JSON, "allowed: " + Answer.JSON));
        } else if (length(request) > bounds.body()) {
            refuse(request, tooLong(bounds.body()));
        } else {
            new Arriving(request, bounds.body(), body -> vertx.executeBlocking(() -> post.answer(body), false)).begin();
        }
    }

    private void other(HttpServerRequest request) {
        boolean isGet = HttpMethod.GET.equals(request.method());
        if (isGet && "/healthz".equals(request.path())) {
            refuse(request, Answer.said(Answer.OK, "ok"));
        } else if (isGet && "/readyz".equals(request.path())) {
            refuse(request, routes.isReady().getAsBoolean()
                    ? Answer.said(Answer.OK, "ok")
                    : Answer.said(BUSY, "the API server has not been read yet"));
        } else if (!isGet && !HttpMethod.POST.equals(request.method())) {
            refuse(request, Answer.said(NOT_ALLOWED, "allowed: GET, POST"));
        } else if (length(request) > Bounds.FORM) {
            refuse(request, tooLong(Bounds.FORM));
        } else if (visits >= Bounds.VISITS) {
            refuse(request, Answer.said(BUSY, "too many pages are being asked for; try again in a second"));
        } else {
            visits++;
            new Arriving(request, Bounds.FORM, body -> pages.executeBlocking(() -> routes.site()
                    .answer(visit(request, body)), false), () -> visits--).begin();
        }
    }

    private static Site.Request visit(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT),
                header.getValue()));
        return new Site.Request(request.method().name(), String.valueOf(request.path()),
                Optional.ofNullable(request.query()).orElse(""), headers, body, request.remoteAddress().hostAddress());
    }

    private static Answer tooLong(int most) {
        return Answer.said(NEEDS_LENGTH_WITHIN, "a body may have " + most + " bytes");
    }

    private static boolean isJson(String type) {
        return type != null && (type.equals(Answer.JSON) || type.startsWith(Answer.JSON + ";"));
    }

    /**
     * The length of a request's body by its header Content-Length; 0 if there is no such header. The caller then counts
     * the bytes of the body as they arrive.
     */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Sends a response to a request whose body has not been read. Unless the status is 200, the connection is closed
     * afterwards.
     */
    void refuse(HttpServerRequest request, Answer answer) {
        if (answer.status() != Answer.OK) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        Future<Void> sent = send(request, answer);
        if (answer.status() != Answer.OK) {
            sent.onComplete(nothing -> request.connection().close());
        }
    }

    private static Future<Void> send(HttpServerRequest request, Answer answer) {
        if (request.response().ended() || request.response().closed()) {
            return Future.succeededFuture();
        }
        answer.headers().forEach(request.response()::putHeader);
        return request.response().setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader("X-Content-Type-Options", "nosniff").end(Buffer.buffer(answer.body()));
    }

    private final class Arriving {

        private final HttpServerRequest request;
        private final int most;
        private final Function<byte[], Future<Answer>> work;
        private final Runnable last;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean isOver;

        Arriving(HttpServerRequest request, int most, Function<byte[], Future<Answer>> work) {
            this(request, most, work, () -> {
            });
        }

        Arriving(HttpServerRequest request, int most, Function<byte[], Future<Answer>> work, Runnable last) {
            this.request = request;
            this.most = most;
            this.work = work;
            this.last = last;
        }

        void begin() {
            timer = vertx.setTimer(bounds.arrival().toMillis(), late -> give(Answer.said(TIMED_OUT,
                    "the body did not arrive within " + bounds.arrival().toSeconds() + " s")));
            request.exceptionHandler(gone -> end());
            request.response().exceptionHandler(gone -> end());
            request.handler(this::part).endHandler(nothing -> arrived());
        }

        private void part(Buffer part) {
            if (isOver) {
                return;
            }
            if (body.length() + part.length() > most) {
                give(tooLong(most));
            } else if (held + part.length() > bounds.held()) {
                give(Answer.said(BUSY, "too many requests at once"));
            } else {
                held += part.length();
                body.appendBuffer(part);
            }
        }

        private void arrived() {
            if (isOver) {
                return;
            }
            vertx.cancelTimer(timer);
            work.apply(body.getBytes()).onComplete(done -> {
                end();
                Answer answer = done.succeeded()
                        ? done.result()
                        : Answer.said(FAILED, "the operator failed at this; its log has it");
                if (answer.delay().isZero()) {
                    send(request, answer);
                } else {
                    vertx.setTimer(answer.delay().toMillis(), nothing -> send(request, answer));
                }
            });
        }

        private void give(Answer answer) {
            end();
            refuse(request, answer);
        }

        private void end() {
            if (!isOver) {
                isOver = true;
                vertx.cancelTimer(timer);
                held -= body.length();
                last.run();
            }
        }
    }
}
