package dev.dpm.api;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Views;

/**
 * Makes every mistake that a client can make on every route: the answer is a client error (4xx), never a server error
 * (5xx).
 */
@QuarkusTest
class ClientMistakesTest extends HttpTest {

    private static final List<String> READ = List.of("/", "/login", "/runner", "/events", "/targets/web",
            "/targets/web/usage", "/targets/web/events", "/targets/web/output", "/targets/web/output/download",
            "/targets/web/ask/stop", "/targets/web/ask/change", "/assets/console.css", "/assets/icon/1.svg",
            "/api/v1/status", "/api/v1/targets", "/api/v1/targets/web", "/api/v1/targets/web/startup",
            "/api/v1/targets/web/processes", "/api/v1/targets/web/settings", "/api/v1/targets/web/usage",
            "/api/v1/targets/web/usage/recent", "/api/v1/targets/web/output", "/api/v1/targets/web/output/download",
            "/api/v1/events", "/api/v1/runner", "/api/v1/openapi");
    private static final List<String> WRITTEN = List.of("POST /login", "POST /logout", "POST /theme",
            "POST /targets/web/start", "POST /targets/web/stop", "POST /targets/web/remove",
            "POST /targets/web/acknowledge", "POST /targets/web/change", "POST /api/v1/targets",
            "PATCH /api/v1/targets/web/settings", "POST /api/v1/targets/web/stop", "POST /api/v1/targets/web/restart",
            "POST /api/v1/targets/web/acknowledge", "DELETE /api/v1/targets/web", "POST /api/v1/reload",
            "POST /api/v1/shutdown", "POST /api/v1/console-codes");
    private static final List<String> TYPES = List.of("", "application/json", "application/x-www-form-urlencoded",
            "multipart/form-data", "multipart/form-data; boundary=", "text/plain", ",;,", "/", "a/b;c",
            "application/json;charset=nonsense", "application/x-www-form-urlencoded;charset=\"", "*/*",
            "\u00ff/\u00fe");
    private static final List<String> ACCEPTS = List.of("", ",;,", ";", "/", "a/", "a/b/c", "*", "text/html;q=",
            "text/html;q=x", "text/html;q=99", "text/html;q=-1", "a/b;c", "*/json", ",,,", "\u00ff", "text/plain;q=1e9",
            "text/plain; charset=\"");
    private static final List<String> BODIES = List.of("", "{", "{}", "[]", "null", "1e999999999", "\"a\"",
            "{\"name\":{\"a\":1}}", "{\"name\":1}", "{\"command\":\"a\"}", "{\"command\":[[]]}",
            "{\"options\":[1]}", "{\"options\":{\"a\":{\"b\":1}}}", "{\"environment\":{\"A\":null}}",
            "{\"cpu_threshold\":1e400}", "{\"cpu_threshold\":" + "9".repeat(2000) + "}", "{\"a\":1}x",
            "[".repeat(5000), "{\"a\":".repeat(1100), "\ud800", "%", "%zz=1", "a=%", "a=%ff%fe", "=", "&", "a", "a=b=c",
            "token=%00", "csrf=%", "theme", "back=%2f%2fevil", "name=a&name=b", "\0", "\u00ff\u00fe");
    private static final List<String> QUERIES = List.of("?", "?%", "?%zz", "?a=%ff", "?from=%00", "?until=1e9",
            "?before=99999999999999999999", "?from=-1", "?lines=" + "9".repeat(40), "?limit=NaN", "?range=%f0",
            "?zone=%00", "?zone=../etc", "?since=0000", "?since=99999999999-01-01T00:00:00Z", "?width=-1",
            "?boxes=maybe", "?color=%zz", "?name=%00", "?target=%2e%2e", "?back=//evil", "?text=%5B", "?search=%ff",
            "?incarnation=x", "?code=%00", "?points=0", "?severity=", "?type=%0a", "?after=0x1", "?&&==&");

    private final Map<String, Integer> faults = new LinkedHashMap<>();

    @BeforeEach
    void reset() {
        operations.show(Views.running("web"));
        operations.showOutput("a line");
    }

    private void tryOut(String what, URI port, String line, List<String> headers, String body) {
        int status = status(port, line, headers, body);
        if (status >= 500) {
            faults.put(line + " " + what, status);
        }
    }

    @Test
    void accept_headers_of_no_form() {
        for (String path : READ) {
            ACCEPTS.forEach(accept -> tryOut(accept, console, "GET " + path, List.of("Accept: " + accept), ""));
        }
        WRITTEN.forEach(line -> tryOut("accept", console, line, List.of("Accept: ,;,"), ""));
        for (String path : List.of("/q/health", "/q/health/group/runner", "/q/metrics")) {
            ACCEPTS.forEach(accept -> tryOut(accept, management, "GET " + path, List.of("Accept: " + accept), ""));
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void content_types_of_no_form_or_none_at_all() {
        for (String line : WRITTEN) {
            for (String type : TYPES) {
                List<String> header = type.isEmpty() ? List.of() : List.of("Content-Type: " + type);
                tryOut(type, console, line, header, "");
                tryOut(type, console, line, header, "a=b");
            }
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void bodies_of_the_wrong_shape() {
        for (String line : WRITTEN) {
            for (String body : BODIES) {
                tryOut(body, console, line, List.of("Content-Type: application/json"), body);
                tryOut(body, console, line, List.of("Content-Type: application/x-www-form-urlencoded"), body);
            }
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void queries_and_paths_that_cannot_be_decoded() {
        for (String path : READ) {
            QUERIES.forEach(query -> tryOut(query, console, "GET " + path + query, List.of(), ""));
        }
        for (String name : List.of("%", "%zz", "%00", "%ff", "%2f", "%2e%2e", "..%2f..", "%c0%80", "%0a", "\u00ff",
                ";a=b", "a;b", "%25zz", "{x}", "a%20b", "a".repeat(3000))) {
            for (String path : READ) {
                tryOut("", console, "GET " + path.replace("web", name), List.of(), "");
                tryOut("", console, "GET " + path + "/" + name, List.of(), "");
            }
            WRITTEN.forEach(line -> tryOut("", console, line.replace("web", name), List.of(), ""));
        }
        tryOut("", management, "GET /q/%zz", List.of(), "");
        tryOut("", management, "GET /q/health/group/%zz", List.of(), "");
        tryOut("", management, "GET /q/health/%00", List.of(), "");

        assertThat(faults).isEmpty();
    }

    @Test
    void headers_and_methods_nobody_sends() {
        List<String> odd = List.of("Cookie: ;;;=", "Cookie: dpm_session_test=\u00ff", "If-None-Match: \"",
                "Range: bytes=x",
                "Last-Event-ID: x", "Origin: %", "Origin: null", "Expect: 200-maybe", "Accept-Language: ;q",
                "Accept-Encoding: ;q=x", "Accept-Charset: ,;,", "X-HTTP-Method-Override: \u00ff",
                "If-Modified-Since: yesterday", "HX-Request: \u00ff", "Forwarded: ;;", "Sec-Fetch-Site: \u00ff");
        for (String header : odd) {
            READ.forEach(path -> tryOut(header, console, "GET " + path, List.of(header), ""));
            WRITTEN.forEach(line -> tryOut(header, console, line, List.of(header), ""));
            tryOut(header, management, "GET /q/health", List.of(header), "");
            tryOut(header, management, "GET /q/metrics", List.of(header), "");
        }
        for (String method : List.of("TRACE", "PUT", "PROPFIND", "XX", "HEAD", "OPTIONS", "DELETE", "PATCH")) {
            READ.forEach(path -> tryOut("", console, method + " " + path, List.of(), ""));
            tryOut("", management, method + " /q/health", List.of(), "");
        }

        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"b\"}",
            "{\"options\":{\"cpu_threshold\":1,\"cpu_threshold\":2}}",
            "{\"environment\":{\"A\":\"1\",\"A\":\"2\"}}", "{\"command\":[\"a\"]} {\"command\":[\"b\"]}"})
    void a_key_that_stands_twice_is_refused(String body) {
        assertThat(new Browser(console).send("POST", "/api/v1/targets", body, "Authorization", "Bearer " + TOKEN,
                "Content-Type", "application/json").statusCode()).isEqualTo(400);
        assertThat(new Browser(console).send("PATCH", "/api/v1/targets/web/settings", body, "Authorization",
                "Bearer " + TOKEN, "Content-Type", "application/json").statusCode()).isEqualTo(400);
        assertThat(operations.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cwd=/&name=a&name=b         | 400
            cwd=/&env.A=1&env.A=2       | 400
            cwd=/&umask=0022&umask=0077 | 400
            cwd=/&word=a&word=a         | 200
            """)
    void a_form_says_each_thing_once_but_for_words(String form, int status) {
        assertThat(new Browser(console).post("/api/v1/targets", form, "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(status);
    }

    /** Each element of the array in the body takes thirty times its size once it is parsed into a tree. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "0", "\"\""})
    void many_small_things_are_refused_before_anything_is_made_of_them(String one) {
        String body = "{\"command\":[" + (one + ",").repeat(Bodies.MOST_PARTS) + one + "]}";

        assertThat(new Browser(console).send("POST", "/api/v1/targets", body, "Authorization", "Bearer " + TOKEN,
                "Content-Type", "application/json").statusCode()).isEqualTo(413);
        assertThat(new Browser(console).post("/api/v1/targets", "cwd=/" + "&word=".repeat(Bodies.MOST_PARTS),
                "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(400);
    }

    private static int status(URI port, String line, List<String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        List<String> head = new ArrayList<>(List.of(line + " HTTP/1.1", "Host: localhost",
                "Authorization: Bearer " + TOKEN, "Connection: close", "Content-Length: " + bytes.length));
        head.addAll(headers);
        try (Socket socket = new Socket(port.getHost(), port.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            String first = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
            assertThat(first).as(line + " " + headers + " " + body).isNotNull();
            return Integer.parseInt(first.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(line + " " + headers, e);
        }
    }
}
