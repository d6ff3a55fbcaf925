package dev.dpm.operator.remote;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;

import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.PodFacts.Address;

/** Many fake dpm-runners, each on its own port of loopback. Some behave well, others do not. */
public final class Farm implements AutoCloseable {

    public static final String TOKEN = "t0ken";
    private static final long END_SECONDS = 30;
    private static final int HUGE = 512 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final List<String> gets = new CopyOnWriteArrayList<>();
    private final AtomicInteger answering = new AtomicInteger();
    private final AtomicInteger mostAnswering = new AtomicInteger();

    /** How a dpm-runner behaves. */
    public enum Manner {
        WELL, SILENT, ENDLESS, HUGE, TRICKLING, NO_JSON, NO_HTTP, CUT, REDIRECT
    }

    /** The paths of all POST requests. */
    public List<String> posts() {
        return List.copyOf(posts);
    }

    /** The paths and queries of all other requests. */
    public List<String> gets() {
        return List.copyOf(gets);
    }

    /** The largest number of requests that were being answered at the same time. */
    int mostAnswering() {
        return mostAnswering.get();
    }

    Address with(Material material, Manner manner, String status) throws Exception {
        return with(material, manner, Map.of("/api/v1/status", () -> status));
    }

    /** Starts a fake dpm-runner that gives these answers, by path. */
    public Address with(Material material, Manner manner, Map<String, Supplier<String>> answers) throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSsl(true);
        options.setKeyCertOptions(new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(material.data().get("tls.crt")))
                .setKeyValue(Buffer.buffer(material.data().get("tls.key"))));
        if (manner == Manner.NO_HTTP) {
            options.setSsl(false);
        }
        HttpServer server = await(vertx.createHttpServer(options)
                .requestHandler(request -> answer(request, manner, answers)).listen());
        return new Address("127.0.0.1", server.actualPort());
    }

    private void answer(HttpServerRequest request, Manner manner, Map<String, Supplier<String>> answers) {
        mostAnswering.accumulateAndGet(answering.incrementAndGet(), Math::max);
        AtomicBoolean isOver = new AtomicBoolean();
        request.response().endHandler(nothing -> over(isOver)).closeHandler(nothing -> over(isOver));
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
            return;
        }
        if (HttpMethod.POST.equals(request.method())) {
            posts.add(request.path());
        } else {
            gets.add(request.uri());
        }
        switch (manner) {
            case WELL -> {
                Supplier<String> answer = answers.get(request.path());
                request.response().setStatusCode(answer == null ? 404 : 200).putHeader("Content-Type",
                        "application/json").end(answer == null ? "{}" : answer.get());
            }
            case ENDLESS -> {
                request.response().setChunked(true);
                flood(request);
            }
            case HUGE -> {
                request.response().putHeader("Content-Length", String.valueOf(HUGE));
                flood(request);
            }
            case TRICKLING -> {
                request.response().setChunked(true);
                vertx.setPeriodic(50, id -> {
                    if (request.response().closed()) {
                        vertx.cancelTimer(id);
                    } else {
                        request.response().write(" ");
                    }
                });
            }
            case NO_JSON -> request.response().end("<html>");
            case CUT -> {
                request.response().putHeader("Content-Length", "1000").write("{");
                request.connection().close();
            }
            case REDIRECT -> request.response().setStatusCode(302).putHeader("Location", "http://127.0.0.1:1/").end();
            case SILENT, NO_HTTP -> {
            }
        }
    }

    private void over(AtomicBoolean isOver) {
        if (isOver.compareAndSet(false, true)) {
            answering.decrementAndGet();
        }
    }

    private void flood(HttpServerRequest request) {
        if (!request.response().closed() && !request.response().ended()) {
            request.response().write("x".repeat(16 << 10)).onSuccess(nothing -> flood(request));
        }
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
    }
}
