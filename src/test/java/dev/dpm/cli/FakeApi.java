package dev.dpm.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A fake API of a runner on loopback, which records requests and gives prepared answers. */
public final class FakeApi implements AutoCloseable {

    static final String TOKEN = "secret-token";

    /** One answer; the side effect runs before it is sent. */
    record Reply(int status, String body, Map<String, String> headers, Runnable effect) {

        static Reply of(int status, String body, Map<String, String> headers) {
            return new Reply(status, body, headers, () -> {
            });
        }
    }

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> accepts = new CopyOnWriteArrayList<>();

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /**
     * Prepares an answer.
     *
     * @param call such as {@code GET status}; the last answer for a call is repeated
     */
    public FakeApi on(String call, int status, String body, String... headers) {
        Map<String, String> named = new ConcurrentHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        return on(call, Reply.of(status, body, named));
    }

    public FakeApi on(String call, Reply reply) {
        replies.computeIfAbsent(call, key -> new ArrayDeque<>()).add(reply);
        return this;
    }

    /** The calls that the API received, with their queries, in order. */
    public List<String> asked() {
        return asked;
    }

    List<String> bodies() {
        return bodies;
    }

    List<String> accepts() {
        return accepts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1/", "");
        String query = exchange.getRequestURI().getRawQuery();
        String call = exchange.getRequestMethod() + " " + path;
        asked.add(call + (query == null ? "" : "?" + query));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        accepts.add(exchange.getRequestHeaders().getFirst("Accept"));
        boolean isAllowed = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        send(exchange, isAllowed ? next(call) : Reply.of(401, "who are you?", Map.of("WWW-Authenticate", "Bearer")));
    }

    private Reply next(String call) {
        Deque<Reply> queue = replies.getOrDefault(call, new ArrayDeque<>());
        if (queue.isEmpty()) {
            return Reply.of(404, "nobody answers " + call, Map.of());
        }
        return queue.size() > 1 ? queue.poll() : queue.peek();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.effect().run();
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
