package dev.dpm.operator.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import dev.dpm.operator.cluster.ApiStore.Change;
import dev.dpm.operator.model.Json;

/**
 * An API server of a test's own, on loopback, with the routes that the operator uses: objects, server-side apply, watches as
 * lines of JSON. It can end its watches, fail for a while, and go away and come back on the same port.
 */
public final class ApiServer implements AutoCloseable {

    /** A request that came in; {@code query} without the question mark. */
    public record Asked(String method, String path, String query) {

        public boolean isWatch() {
            return query.contains("watch=true");
        }
    }

    /** A test's answer to matching requests, instead of the usual one, for the next {@code left} of these requests. */
    private record Fault(Predicate<Asked> meant, int status, String body, AtomicInteger left) {
    }

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int FOUND_NOTHING = 404;

    final ApiStore store = new ApiStore();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<Watching> watching = new CopyOnWriteArrayList<>();
    private final List<KubernetesClient> clients = new ArrayList<>();
    private ExecutorService threads;
    private HttpServer server;
    private int port;
    private volatile boolean isTrusting;

    private record Watching(ApiPath of, BlockingQueue<Optional<Change>> changes) {
    }

    public ApiServer() throws IOException {
        store.onChange(change -> watching.stream().filter(each -> each.of().holds(change.path()))
                .forEach(each -> each.changes().add(Optional.of(change))));
        begin();
    }

    /** Begins to answer. After {@link #end}, the port is the same as before. */
    void begin() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        port = server.getAddress().getPort();
    }

    /** Simulates a server that goes away: ends all connections and accepts none. The stored objects stay. */
    void end() {
        endWatches();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Ends all watches that are open, as an API server does every few minutes. */
    void endWatches() {
        watching.forEach(each -> each.changes().add(Optional.empty()));
    }

    int watches() {
        return watching.size();
    }

    public void fail(int status, int times, Predicate<Asked> meant) {
        answer(status, status(status), times, meant);
    }

    /** Answers the next {@code times} matching requests with this text. */
    public void answer(int status, String body, int times, Predicate<Asked> meant) {
        faults.add(new Fault(meant, status, body, new AtomicInteger(times)));
    }

    /** From now on, each token belongs to a user who may do everything. */
    public void trustEverybody() {
        isTrusting = true;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stores a Kubernetes object, so that requests find it from now on. */
    public void put(HasMetadata object) {
        store.put(object);
    }

    public boolean hasFaultsLeft() {
        return faults.stream().anyMatch(fault -> fault.left().get() > 0);
    }

    /** The requests that came in since the last call of this method. */
    List<Asked> asked() {
        List<Asked> all = List.copyOf(asked);
        asked.removeAll(all);
        return all;
    }

    /** The values of the header Authorization in all requests. */
    Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    /** A client of this server with the serialization that the operator uses. */
    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url())
                .withRequestRetryBackoffLimit(0).withConnectionTimeout(2000).withRequestTimeout(2000)
                .withWatchReconnectInterval(100).build();
        KubernetesClient client = new KubernetesClientBuilder().withConfig(config)
                .withKubernetesSerialization(Models.lenient())
                .build();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        end();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
            boolean isSocket = "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"));
            String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isSocket) {
                // the client then requests the watch again, as lines of JSON instead of a WebSocket
                send(exchange, OK, "{}");
                return;
            }
            asked.add(request);
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).ifPresent(tokens::add);
            Optional<Fault> fault = faults.stream()
                    .filter(each -> each.meant().test(request) && each.left().getAndDecrement() > 0).findFirst();
            if (fault.isPresent()) {
                send(exchange, fault.get().status(), fault.get().body());
            } else if (request.isWatch()) {
                watch(exchange, request);
            } else {
                ApiStore.Answer answer = answer(request, type, body);
                if (request.method().equals("PATCH") && answer.status() == CREATED) {
                    // a server-side apply that creates an object needs the right to create it as well
                    asked.add(new Asked("POST", request.path().replaceFirst("/[^/]+$", ""), ""));
                }
                send(exchange, answer.status(), answer.body().map(JsonNode::toString)
                        .orElseGet(() -> status(answer.status())));
            }
        }
    }

    private ApiStore.Answer answer(Asked request, String type, byte[] body) throws IOException {
        if (request.path().equals("/version")) {
            return new ApiStore.Answer(OK, Json.MAPPER.readTree("{\"major\":\"1\",\"minor\":\"30\"}"));
        }
        if (request.path().endsWith("reviews")) {
            // unless the test says otherwise, every token is unknown and nobody may do anything
            ObjectNode review = (ObjectNode) Json.MAPPER.readTree(body);
            if (isTrusting) {
                review.putObject("status").put("authenticated", true).put("allowed", true).putObject("user")
                        .put("username", "vera");
            }
            return new ApiStore.Answer(OK, review);
        }
        Optional<ApiPath> path = ApiPath.of(request.path());
        return path.isPresent()
                ? store.answer(request.method(), path.get(), type, body)
                : new ApiStore.Answer(FOUND_NOTHING, Optional.empty());
    }

    private void watch(HttpExchange exchange, Asked request) throws IOException {
        ApiPath path = ApiPath.of(request.path()).orElseThrow();
        Watching mine = new Watching(path, new LinkedBlockingQueue<>());
        long since = Long.parseLong(request.query().replaceAll("(?s).*resourceVersion=([0-9]+).*", "$1"));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(OK, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!store.remembers(since)) {
                line(out, "ERROR", Json.MAPPER.readTree(status(410)));
                return;
            }
            // the watch is registered before the stored changes are read, so that no change is lost; a change that
            // comes twice is dropped
            watching.add(mine);
            long last = since;
            for (Change change : store.since(since, path)) {
                line(out, change.type(), change.object());
                last = change.version();
            }
            out.flush();
            for (Optional<Change> next = mine.changes().take(); next.isPresent(); next = mine.changes().take()) {
                if (next.get().version() > last) {
                    line(out, next.get().type(), next.get().object());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watching.remove(mine);
        }
    }

    private static void line(OutputStream out, String type, JsonNode object) throws IOException {
        ObjectNode event = Json.MAPPER.createObjectNode().put("type", type);
        event.set("object", object);
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String status(int code) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code
                + ",\"reason\":\"" + (code == 410 ? "Expired" : "Test") + "\",\"message\":\"answer " + code + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
