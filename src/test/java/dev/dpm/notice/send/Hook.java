package dev.dpm.notice.send;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** A receiver of webhooks whose behaviour the test sets. */
public final class Hook implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int status = 204;
    private volatile boolean hangs;
    private volatile boolean floods;

    public Hook() throws IOException {
        this(0);
    }

    /** Opens this port, such as that of a receiver that was closed before; 0: a free port. */
    public Hook(int port) throws IOException {
        this(HttpServer.create(loopback(port), 0));
    }

    /** Opens a port with TLS. */
    public Hook(SSLContext certificate) throws IOException {
        this(secured(certificate));
    }

    private Hook(HttpServer made) {
        server = made;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer secured(SSLContext certificate) throws IOException {
        HttpsServer secured = HttpsServer.create(loopback(0), 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return secured;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void answer(int other) {
        status = other;
    }

    public void hang() {
        hangs = true;
    }

    public void flood() {
        status = 500;
        floods = true;
    }

    /** The bodies of all requests, oldest first. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    public List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    public int asked() {
        return asked.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (hangs) {
                end.await();
                return;
            }
            Map<String, String> head = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> head.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            headers.add(head);
            bodies.add(body);
            exchange.sendResponseHeaders(status, floods ? 0 : -1);
            if (floods) {
                pour(exchange.getResponseBody());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends data until the client closes the connection. */
    private static void pour(OutputStream out) throws IOException {
        byte[] much = new byte[1 << 16];
        for (int block = 0; block < 10_000; block++) {
            out.write(much);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
