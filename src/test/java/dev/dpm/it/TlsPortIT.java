package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.dpm.operator.certificate.Keytool;

/** Tests the port on which the API answers over TLS, with files that are mounted as a kubelet mounts a Secret. */
class TlsPortIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 20_000;
    private static final String NAME = "sidecar.dpm.dev";
    private static Map<String, String> first;
    private static Map<String, String> second;

    private final Product product = new Product();
    private int port;
    private int versions;

    @BeforeAll
    static void make() throws Exception {
        first = new Keytool(Set.of(NAME)).made().data();
        second = new Keytool(Set.of(NAME)).made().data();
    }

    @AfterEach
    void end() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    private void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        product.dpm("start", "--tls_port", Integer.toString(port), "--tls_folder", "fleet", "--port", "0",
                "--management_port", "0", "--", "sleep", "1000").expect(0);
    }

    /** Replaces all files at once, by switching one symbolic link. */
    private void bring(Map<String, String> certificate, String token) throws IOException {
        Path folder = Files.createDirectories(product.folder().resolve("fleet"));
        Path data = Files.createDirectory(folder.resolve("..version" + ++versions));
        for (String name : Set.of("tls.crt", "tls.key", "ca.crt")) {
            Files.writeString(data.resolve(name), certificate.get(name));
        }
        Files.writeString(data.resolve("token"), token);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), data.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : Set.of("tls.crt", "tls.key", "ca.crt", "token")) {
            if (!Files.isSymbolicLink(folder.resolve(name))) {
                Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
            }
        }
    }

    /** Connects, and checks that the certificate contains the name, whatever the address. */
    private SSLSocket connect(Map<String, String> trusted, String name) throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(
                new ByteArrayInputStream(trusted.get("ca.crt").getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true);
        SSLParameters checks = socket.getSSLParameters();
        checks.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(checks);
        socket.setSoTimeout(ANSWER_MILLIS);
        return socket;
    }

    private static String asked(Socket socket, String head) throws IOException {
        socket.getOutputStream().write((head + "Host: 10.1.2.3:9443\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] some = new byte[8192];
        InputStream in = socket.getInputStream();
        StringBuilder all = new StringBuilder();
        for (int read = in.read(some); read > 0; read = in.read(some)) {
            all.append(new String(some, 0, read, StandardCharsets.UTF_8));
            if (all.toString().contains("\r\n\r\n") && in.available() == 0) {
                break;
            }
        }
        return all.toString();
    }

    private String get(Map<String, String> trusted, String path, String token) throws Exception {
        try (SSLSocket socket = connect(trusted, NAME)) {
            return asked(socket, "GET " + path + " HTTP/1.1\r\nConnection: close\r\nAccept: application/json\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n"));
        }
    }

    private void awaitAnswer(Map<String, String> trusted, String token, String expected) {
        Product.await(PATIENCE,
                () -> assertThat(get(trusted, "/api/v1/status", token)).startsWith("HTTP/1.1 " + expected));
    }

    @Test
    void listens_before_start_returns() throws Exception {
        bring(first, "t-1");
        start();

        // a single attempt, since the port must listen before the command start returns
        assertThat(get(first, "/api/v1/status", "t-1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void files_that_come_late_are_served_to_whoever_has_the_token_and_to_nobody_else() throws Exception {
        start();
        Product.await(PATIENCE, () -> assertThatThrownBy(() -> get(first, "/api/v1/status", "t-1"))
                .as("closed while there is no certificate").isInstanceOf(SSLException.class));

        bring(first, "t-1\n");

        awaitAnswer(first, "t-1", "200");
        assertThat(get(first, "/api/v1/status", "t-1")).contains("application/json", "\"name\" : \"sleep\"");
        assertThat(get(first, "/api/v1/status", "")).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer",
                "--tls_folder");
        assertThat(get(first, "/api/v1/status", "t-2")).startsWith("HTTP/1.1 401");
        assertThat(get(first, "/api/v1/status", Files.readString(product.home().resolve("token")).strip()))
                .as("the console's token is another").startsWith("HTTP/1.1 401");
        assertThat(get(first, "/login", "")).startsWith("HTTP/1.1 401");
        assertThat(get(first, "/assets/dpm.css", "")).startsWith("HTTP/1.1 401");
        assertThat(get(first, "/", "t-1")).startsWith("HTTP/1.1 404");
        assertThat(get(first, "/api/v1/targets/none", "t-1")).startsWith("HTTP/1.1 404").contains("none");
    }

    @Test
    void nothing_is_answered_in_clear_and_a_wrong_name_is_refused_by_a_client_that_checks() throws Exception {
        bring(first, "t-1");
        start();
        awaitAnswer(first, "t-1", "200");

        try (Socket clear = new Socket("127.0.0.1", port)) {
            clear.setSoTimeout(ANSWER_MILLIS);
            assertThat(asked(clear, "GET /api/v1/status HTTP/1.1\r\nAuthorization: Bearer t-1\r\n"))
                    .doesNotContain("HTTP/");
        }
        try (SSLSocket other = connect(first, "other.dpm.dev")) {
            assertThatThrownBy(other::startHandshake).isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("other.dpm.dev");
        }
        try (SSLSocket distrusting = connect(second, NAME)) {
            assertThatThrownBy(distrusting::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void another_certificate_and_token_are_taken_up_while_connections_go_on() throws Exception {
        bring(first, "t-1");
        start();
        awaitAnswer(first, "t-1", "200");
        try (SSLSocket open = connect(first, NAME)) {
            String question = "GET /api/v1/runner HTTP/1.1\r\nAuthorization: Bearer ";
            assertThat(asked(open, question + "t-1\r\n")).startsWith("HTTP/1.1 200");

            bring(second, "t-2");
            awaitAnswer(second, "t-2", "200");

            assertThat(asked(open, question + "t-2\r\n")).startsWith("HTTP/1.1 200");
            assertThat(asked(open, question + "t-1\r\n")).startsWith("HTTP/1.1 401");
        }

        bring(Map.of("tls.crt", "none", "tls.key", "none", "ca.crt", "none"), "t-3");
        awaitAnswer(second, "t-2", "200");
        Files.delete(product.folder().resolve("fleet/token"));
        awaitAnswer(second, "t-2", "200");
    }

    @Test
    void heads_and_bodies_have_the_bounds_of_the_other_ports() throws Exception {
        bring(first, "t-1");
        start();
        awaitAnswer(first, "t-1", "200");

        try (SSLSocket socket = connect(first, NAME)) {
            assertThat(asked(socket, "GET /api/v1/status HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n"))
                    .startsWith("HTTP/1.1 431");
        }
        try (SSLSocket socket = connect(first, NAME)) {
            assertThat(asked(socket, "POST /api/v1/targets HTTP/1.1\r\nAuthorization: Bearer t-1\r\n"
                    + "Content-Length: 99999999\r\n")).startsWith("HTTP/1.1 413");
        }
        try (SSLSocket socket = connect(first, NAME)) {
            assertThat(asked(socket, "nonsense\r\n")).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void a_port_that_is_taken_is_said_before_anything_starts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Product.Result result = product.dpm("start", "--tls_port", Integer.toString(taken.getLocalPort()),
                    "--tls_folder", ".", "--", "sleep", "1000");

            result.expect(1);
            assertThat(result.all()).contains("choose another with --tls_port or DPM_TLS_PORT");
        }
    }
}
