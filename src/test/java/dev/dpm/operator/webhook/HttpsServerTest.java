package dev.dpm.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;

class HttpsServerTest {

    private static final Keytool KEYTOOL = new Keytool(Set.of("localhost"));
    private static final Bounds SMALL = new Bounds(4, 1000, 1500, 2048, Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static Material material;

    private final AtomicBoolean isReady = new AtomicBoolean();
    private final CountDownLatch gate = new CountDownLatch(1);
    private HttpsServer server;

    @BeforeAll
    static void makeOne() throws Exception {
        material = KEYTOOL.made();
    }

    @BeforeEach
    void listen() throws Exception {
        server = HttpsServer.listening("127.0.0.1", 0, material, new Routes(Map.of("/echo", Answer::json, "/fail",
                body -> {
                    throw new IllegalStateException("broken");
                }, "/wait", body -> {
                    passed();
                    return Answer.json(body);
                }), isReady::get), SMALL);
    }

    private void passed() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /healthz | text/plain       |    0 | 200
            GET    | /readyz  | text/plain       |    0 | 503
            GET    | /        | text/plain       |    0 | 404
            GET    | /echo    | text/plain       |    0 | 405
            POST   | /echo    | application/json | 1000 | 200
            POST   | /echo    | application/json; charset=utf-8 | 3 | 200
            POST   | /echo    | application/json | 1001 | 413
            POST   | /echo    | application/jsonp | 10  | 415
            POST   | /echo    | text/plain       |   10 | 415
            POST   | /nothing | application/json |   10 | 404
            PUT    | /echo    | application/json |   10 | 405
            POST   | /fail    | application/json |   10 | 500
            """)
    void requests_are_answered_within_their_bounds(String method, String path, String type, int length, int status)
            throws Exception {
        HttpResponse<String> answer = client(material).send(request(path).header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString("x".repeat(length))).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200 && method.equals("POST")) {
            assertThat(answer.body()).hasSize(length);
        } else {
            assertThat(answer.body()).isNotBlank();
        }
    }

    @Test
    void readiness_follows_what_is_known() throws Exception {
        isReady.set(true);

        assertThat(client(material).send(request("/readyz").build(), HttpResponse.BodyHandlers.ofString())
                .statusCode()).isEqualTo(200);
    }

    @Test
    void a_length_is_refused_before_the_body_comes() throws Exception {
        try (SSLSocket socket = socket()) {
            say(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 999999999\r\n\r\n");

            assertThat(heard(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_without_a_length_is_counted_as_it_comes() throws Exception {
        try (SSLSocket socket = socket()) {
            say(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            say(socket, "400\r\n" + "x".repeat(1024) + "\r\n");

            assertThat(heard(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() throws Exception {
        try (SSLSocket socket = socket()) {
            say(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{");

            assertThat(heard(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void a_connection_that_asks_nothing_is_closed() throws Exception {
        try (SSLSocket socket = socket()) {
            assertThat(heard(socket)).isEmpty();
        }
    }

    @Test
    void headers_without_an_end_are_refused() throws Exception {
        try (SSLSocket socket = socket()) {
            say(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(4000) + "\r\n\r\n");

            assertThat(heard(socket)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void one_connection_more_than_allowed_is_closed_and_there_is_room_again_later() throws Exception {
        List<SSLSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < SMALL.connections(); i++) {
                open.add(socket());
                say(open.get(i), "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(open.get(i).getInputStream().read()).isEqualTo('H');
            }
            try (SSLSocket more = socket()) {
                assertThat(heard(more)).isEmpty();
            }
        } finally {
            for (SSLSocket socket : open) {
                socket.close();
            }
        }

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> client(material)
                .send(request("/healthz").build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
    }

    @Test
    void bodies_of_all_requests_together_are_bounded() throws Exception {
        ExecutorService clients = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> first = clients.submit(() -> client(material).send(post("/wait", 1000),
                    HttpResponse.BodyHandlers.ofString()));
            await().atMost(Duration.ofSeconds(10)).until(() -> client(material).send(post("/echo", 900),
                    HttpResponse.BodyHandlers.ofString()).statusCode() == 503);
            gate.countDown();

            assertThat(first.get().statusCode()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(10)).until(() -> client(material).send(post("/echo", 900),
                    HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void an_answer_that_waits_holds_no_thread() throws Exception {
        CountDownLatch asked = new CountDownLatch(20);
        Site site = request -> {
            asked.countDown();
            return request.path().equals("/late")
                    ? Answer.said(401, "no").after(Duration.ofMinutes(5))
                    : Answer.said(200, "at once");
        };
        HttpsServer many = HttpsServer.listening("127.0.0.1", 0, material, new Routes(Map.of(), isReady::get, site),
                Bounds.USUAL);
        try {
            HttpClient client = client(material);
            URI late = URI.create("https://localhost:" + many.port() + "/late");
            List<Future<?>> waiting = new ArrayList<>();
            // more requests than the server has threads for pages
            for (int i = 0; i < 20; i++) {
                waiting.add(client.sendAsync(HttpRequest.newBuilder(late).build(),
                        HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> other = client.send(HttpRequest.newBuilder(late.resolve("/other"))
                    .timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(other.body()).isEqualTo("at once\n");
            assertThat(waiting).noneMatch(Future::isDone);
        } finally {
            many.close();
        }
    }

    @Test
    void a_new_certificate_is_served_while_requests_go_on() throws Exception {
        Material renewed = KEYTOOL.renewed(material, Renewal.SERVED);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try (SSLSocket before = socket()) {
            List<Future<List<String>>> loads = List.of(clients.submit(() -> overOne(isOver, answered)),
                    clients.submit(() -> overMany(isOver, answered)));
            await().atMost(Duration.ofSeconds(10)).until(() -> answered.get() > 20);

            server.serve(renewed);
            int then = answered.get();
            await().atMost(Duration.ofSeconds(20)).until(() -> answered.get() > then + 20);
            isOver.set(true);

            for (Future<List<String>> load : loads) {
                assertThat(load.get()).as("requests that failed").isEmpty();
            }
            try (SSLSocket after = socket()) {
                assertThat(serial(after)).isNotEqualTo(serial(before));
                assertThat(after.getSession().getPeerCertificates()[0]).isEqualTo(certificates(renewed.served())
                        .get(0));
            }
        } finally {
            isOver.set(true);
            clients.shutdownNow();
        }
    }

    /** Sends requests one after the other over one connection. */
    private List<String> overOne(AtomicBoolean isOver, AtomicInteger answered) throws Exception {
        HttpClient client = client(material);
        List<String> failed = new ArrayList<>();
        while (!isOver.get() && failed.isEmpty()) {
            int status = client.send(post("/echo", 10), HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                failed.add("status " + status);
            }
            answered.incrementAndGet();
        }
        return failed;
    }

    /** Sends each request over a connection of its own. */
    private List<String> overMany(AtomicBoolean isOver, AtomicInteger answered) throws Exception {
        List<String> failed = new ArrayList<>();
        while (!isOver.get() && failed.isEmpty()) {
            try (SSLSocket socket = socket()) {
                say(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: 2\r\n\r\n{}");
                String heard = heard(socket);
                if (!heard.startsWith("HTTP/1.1 200")) {
                    failed.add(heard);
                }
            }
            answered.incrementAndGet();
        }
        return failed;
    }

    private static Object serial(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpRequest post(String path, int length) {
        return request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(length))).build();
    }

    private static HttpClient client(Material trusted) throws Exception {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusting(trusted)).build();
    }

    private SSLSocket socket() throws Exception {
        SSLSocket socket = (SSLSocket) trusting(material).getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return socket;
    }

    private static void say(SSLSocket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Everything that the server sends. The server may reset the connection when it has not read the whole request. */
    private static String heard(SSLSocket socket) throws IOException {
        StringBuilder heard = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                heard.append((char) next);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return heard.toString();
        }
        return heard.toString();
    }

    private static SSLContext trusting(Material trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", certificates(trusted.authorities()).get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static List<X509Certificate> certificates(String pem) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))).stream()
                .map(X509Certificate.class::cast).toList();
    }
}
