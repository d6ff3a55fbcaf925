package dev.dpm.operator.webhook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Receives requests within the limits. Everything runs on one thread, except for the computing of the answers. */
final class Requests {

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TIMED_OUT = 408;
    private static final int NEEDS_LENGTH_WITHIN = 413;
    private static final int NOT_JSON = 415;
    private static final int FAILED = 500;
    private static final int BUSY = 503;

    private final Vertx vertx;
    private final Routes routes;
    private final Bounds bounds;
    /** Connections without a request so far, with the timers that will close them. */
    private final Map<HttpConnection, Long> silent = new HashMap<>();
    private int connections;
    private int held;

    Requests(Vertx vertx, Routes routes, Bounds bounds) {
        this.vertx = vertx;
        this.routes = routes;
        this.bounds = bounds;
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
        if (HttpMethod.GET.equals(request.method())) {
            refuse(request, plain(request.path()));
            return;
        }
        Routes.Post post = routes.posts().get(request.path());
        if (post == null) {
            refuse(request, Answer.said(NOT_FOUND, "nothing is here; try " + routes.posts().keySet()));
        } else if (!HttpMethod.POST.equals(request.method())) {
            refuse(request, Answer.said(NOT_ALLOWED, "allowed: POST"));
        } else if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, Answer.said(NOT_JSON, "allowed: " + Answer.JSON));
        } else if (length(request) > bounds.body()) {
            refuse(request, tooLong());
        } else {
            new Arriving(request, post).begin();
        }
    }

    private Answer plain(String path) {
        return switch (path) {
            case "/healthz" -> Answer.said(Answer.OK, "ok");
            case "/readyz" -> routes.isReady().getAsBoolean()
                    ? Answer.said(Answer.OK, "ok")
                    : Answer.said(BUSY, "the API server has not been read yet");
            default -> Answer.said(routes.posts().containsKey(path) ? NOT_ALLOWED : NOT_FOUND, routes.posts()
                    .containsKey(path) ? "allowed: POST" : "nothing is here");
        };
    }

    private Answer tooLong() {
        return Answer.said(NEEDS_LENGTH_WITHIN, "a body may have " + bounds.body() + " bytes");
    }

    private static boolean isJson(String type) {
        return type != null && (type.equals(Answer.JSON) || type.startsWith(Answer.JSON + ";"));
    }

    /** The body's length as the request declares it; 0: not declared, so the bytes are counted as they arrive. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Answers without waiting for the rest of the request, and closes the connection. */
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
        return request.response().setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader("X-Content-Type-Options", "nosniff").end(Buffer.buffer(answer.body()));
    }

    /** A request whose body is still arriving. */
    private final class Arriving {

        private final HttpServerRequest request;
        private final Routes.Post post;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean isOver;

        Arriving(HttpServerRequest request, Routes.Post post) {
            this.request = request;
            this.post = post;
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
            if (body.length() + part.length() > bounds.body()) {
                give(tooLong());
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
            vertx.executeBlocking(() -> post.answer(body.getBytes()), false).onComplete(done -> {
                end();
                send(request, done.succeeded()
                        ? done.result()
                        : Answer.said(FAILED, "the operator failed at this; its log has it"));
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
            }
        }
    }
}
