package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends malformed requests to the console and the management port of the packaged runner. */
class HostileRequestsIT extends SharedRunner {

    private static long web;

    @BeforeAll
    static void start() {
        product.dpm("start", "--name", "web", "--", "sleep", "600").expect(0);
        web = runner.pidOf("web");
    }

    @AfterEach
    void nothing_came_of_it() {
        assertThat(runner.health("group/runner")).isEqualTo(200);
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
        assertThat(runner.pidOf("web")).isEqualTo(web);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "management"})
    void headers_addresses_and_bodies_have_bounds(String door) throws IOException {
        String token = "Authorization: Bearer " + Runner.read(product.home().resolve("token")).strip() + "\r\n";

        assertThat(send(door, "GET / HTTP/1.1", token + "X-Much: " + "a".repeat(20_000) + "\r\n", ""))
                .contains(" 431 ");
        assertThat(send(door, "GET /" + "a".repeat(20_000) + " HTTP/1.1", token, "")).contains(" 414 ");
        if (door.equals("console")) {
            assertThat(send(door, "POST /api/v1/targets HTTP/1.1",
                    token + "Content-Type: application/json\r\nContent-Length: 5000000\r\n", "")).contains(" 413 ")
                    .contains("at most 1048576");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001 a TLS greeting", "GET", "GET / HTTP/9.9", " / HTTP/1.1",
            "\u0000\u0000"})
    void what_is_no_request_is_refused(String line) throws IOException {
        assertThat(send("console", line, "", "")).matches("(?s)(HTTP/[0-9.]+ (400|401|421|501|505) .*)?");
        assertThat(send("management", line, "", "")).matches("(?s)(HTTP/[0-9.]+ (400|404|501|505) .*)?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            console    | GET /login HTTP/1.1                       | X-None: 1
            management | GET /q/health HTTP/1.1                    | X-None: 1
            console    | GET /login HTTP/1.1                       | Host: localhost#Host: localhost
            management | GET /q/health HTTP/1.1                    | Host: localhost#Host: evil.example
            console    | GET http://evil.example/login HTTP/1.1    | Host: localhost
            management | GET http://evil.example/q/health HTTP/1.1 | Host: localhost
            console    | GET http://evil.example/login HTTP/1.1    | Host: evil.example
            management | GET http://evil.example/q/health HTTP/1.1 | Host: evil.example
            management | GET /q/health HTTP/1.1                    | Host: a, b
            """)
    void a_request_is_for_one_host_and_that_is_ours(String door, String line, String headers) throws IOException {
        String answer = raw(door, line + "\r\n" + headers.replace("#", "\r\n") + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    /**
     * The HTTP server would parse these bodies before it searches for the route, and write a line into the log for each
     * fault in them.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            console    | POST /theme HTTP/1.1     | multipart/form-data; boundary=x
            console    | POST /login HTTP/1.1     | multipart/form-data; boundary=
            management | POST /q/none HTTP/1.1    | multipart/form-data; boundary=
            management | POST /q/metrics HTTP/1.1 | Multipart/Mixed; boundary="
            """)
    void a_body_of_several_parts_is_refused_at_the_door(String door, String line, String type) throws IOException {
        long faults = errors();

        assertThat(send(door, line, "Content-Type: " + type + "\r\nContent-Length: 0\r\n", ""))
                .startsWith("HTTP/1.1 415 ");

        assertThat(errors()).isEqualTo(faults);
    }

    private static long errors() throws IOException {
        return runner.log().lines().filter(entry -> entry.contains(" ERROR ")).count();
    }

    /**
     * The server ignores a client's offer to switch to another protocol, and refuses a client that begins with another
     * protocol.
     */
    @ParameterizedTest
    @ValueSource(strings = {"console", "management"})
    void nothing_but_http_1_is_spoken(String door) throws IOException {
        String path = door.equals("console") ? "/login" : "/q/health/group/runner";
        String offer = "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n";

        assertThat(raw(door, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + offer)).startsWith("HTTP/1.1 200 ")
                .doesNotContain("101 Switching");
        assertThat(raw(door, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0".repeat(9))).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void what_outsiders_cause_leaves_a_few_lines_in_the_log() throws IOException {
        long before = runner.log().lines().count();
        for (int i = 0; i < 30; i++) {
            raw("console", "GET / HTTP/1.1\r\n\r\n");
            raw("management", "\u0016\u0003\u0001");
            send("console", "POST /login HTTP/1.1",
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n",
                    "token=" + "a".repeat(60_000 - "token=".length()));
            send("console", "GET / HTTP/1.1", "Authorization: Bearer guessed\r\n", "");
        }

        assertThat(runner.log().lines().count() - before).as("new lines of the log").isLessThan(30);
        assertThat(runner.log().lines().filter(line -> line.contains(" ERROR "))).isEmpty();
    }

    /**
     * If a request has both a length and chunks, two programs may disagree about where the request ends (RFC 9112,
     * section 6.3).
     */
    @Test
    void a_request_with_two_lengths_is_refused() throws IOException {
        assertThat(send("console", "POST /login HTTP/1.1", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "0\r\n\r\n")).doesNotContain(" 200 ");
    }

    private static String send(String door, String line, String headers, String body) throws IOException {
        return raw(door, line + "\r\nHost: " + URI.create(runner.record(door)).getAuthority()
                + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
    }

    private static String raw(String door, String bytes) throws IOException {
        URI address = URI.create(runner.record(door));
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket);
        }
    }

    /**
     * Reads everything that the server sends. After some refusals, the connection stays open until the server closes it
     * as idle.
     */
    private static String answer(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                all.write(next);
                socket.setSoTimeout(1000);
            }
        } catch (SocketTimeoutException nothingMore) {
            assertThat(all.size()).as("bytes of an answer").isPositive();
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
