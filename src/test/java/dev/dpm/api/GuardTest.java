package dev.dpm.api;

import static dev.dpm.testing.TestAccess.COOKIE;
import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;

@QuarkusTest
class GuardTest extends HttpTest {

    private static final String RIGHT = "Authorization: Bearer " + TOKEN;

    private Browser browser() {
        return new Browser(console);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/v1/status           | X-None: 1                          | 401
            GET    | /api/v1/status           | Authorization: Bearer wrong        | 401
            GET    | /api/v1/status           | Authorization: Bearer              | 401
            GET    | /api/v1/status           | Authorization: Basic eDp5          | 401
            GET    | /api/v1/status           | Cookie: dpm_session_test=guessed   | 401
            GET    | /api/v1/status           | RIGHT                              | 200
            GET    | /api/v1/nothing          | X-None: 1                          | 401
            GET    | /api/v1/nothing          | RIGHT                              | 404
            GET    | /                        | X-None: 1                          | 401
            GET    | /                        | RIGHT                              | 200
            GET    | /nothing                 | X-None: 1                          | 401
            GET    | /nothing                 | RIGHT                              | 404
            GET    | //api/v1/status          | X-None: 1                          | 401
            GET    | /login/../api/v1/status  | X-None: 1                          | 401
            GET    | /assets/../              | X-None: 1                          | 401
            GET    | /login;x                 | X-None: 1                          | 401
            GET    | /login                   | X-None: 1                          | 200
            GET    | /assets/console.css      | X-None: 1                          | 200
            GET    | /q/metrics               | RIGHT                              | 404
            GET    | /q/health/live           | RIGHT                              | 404
            POST   | /api/v1/reload           | X-None: 1                          | 401
            POST   | /api/v1/reload           | RIGHT                              | 200
            OPTIONS| /api/v1/reload           | X-None: 1                          | 401
            TRACE  | /                        | X-None: 1                          | 401
            """)
    void lets_in_who_shows_the_token(String method, String path, String header, int status) {
        String line = header.equals("RIGHT") ? RIGHT : header;

        assertThat(browser().statusOf(method, path, "Host: localhost", line, "Content-Length: 0")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | Host: evil.example      | X-None: 1                        | 421
            GET  | Host: dpm.example       | X-None: 1                        | 200
            GET  | Host: [::1]:9180        | X-None: 1                        | 200
            POST | Host: localhost:9180    | Origin: http://evil.example      | 403
            POST | Host: localhost:9180    | Origin: http://localhost:8000    | 403
            POST | Host: localhost:9180    | Sec-Fetch-Site: cross-site       | 403
            POST | Host: localhost:9180    | Origin: http://localhost:9180    | 200
            """)
    void turns_away_foreign_hosts_and_origins_even_with_the_token(String method, String host, String header,
            int status) {
        String path = method.equals("GET") ? "/api/v1/status" : "/api/v1/reload";

        assertThat(browser().statusOf(method, path, host, header, RIGHT, "Content-Length: 0")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /,                      no-store
            /nothing,               no-store
            /login,                 no-store
            /api/v1/status,         no-store
            /assets/console.css,    'public, max-age=31536000, immutable'
            """)
    void every_answer_carries_the_security_headers(String path, String cacheControl) {
        HttpResponse<String> answer = browser().get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(
                policy).startsWith("default-src 'none';").contains("frame-ancestors 'none'").doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly(cacheControl);
    }

    @Test
    void a_wrong_token_gets_a_sentence_after_a_pause() {
        long begun = System.nanoTime();

        HttpResponse<String> answer = browser().get("/api/v1/status", "Authorization", "Bearer wrong", "Accept",
                "text/plain");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Guard.PENALTY);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("This is not the token of this runner; it stands in the file DPM_HOME/token.\n");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void a_page_without_a_session_shows_how_to_get_in() {
        HttpResponse<String> answer = browser().get("/", "Accept", "text/html,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("java -jar dpm-runner.jar console",
                "<form method=\"post\" action=\"/login\"");
    }

    @Test
    void a_one_time_address_lets_a_browser_in_once() {
        HttpResponse<String> address = browser().post("/api/v1/console-codes", "", "Authorization", "Bearer " + TOKEN);
        assertThat(address.body()).startsWith("http://" + browser().authority() + "/login?code=").endsWith("\n");
        String path = address.body().strip().substring(("http://" + browser().authority()).length());

        HttpResponse<String> first = browser().get(path);
        HttpResponse<String> second = browser().get(path);

        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("<meta http-equiv=\"refresh\" content=\"0; url=/\">");
        assertThat(cookie).startsWith(COOKIE + "=").containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict").containsIgnoringCase("Path=/");
        assertThat(browser().get("/", "Cookie", cookie.split(";")[0]).statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            the-token-of-the-tests, 200
            wrong,                  401
            '',                     401
            """)
    void the_form_takes_the_token(String token, int status) {
        HttpResponse<String> answer = browser().post("/login", "token=" + token);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Set-Cookie").isPresent()).isEqualTo(status == 200);
    }

    @Test
    void too_large_a_body_is_refused_before_it_is_sent() {
        HttpResponse<String> answer = browser().post("/api/v1/targets", "a=" + "x".repeat(5 << 20), "Authorization",
                "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(operations.asked()).isEmpty();
    }

    @Test
    void health_and_metrics_need_no_token() {
        Browser probe = new Browser(management);

        assertThat(probe.get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(probe.get("/q/metrics").statusCode()).isEqualTo(200);
        assertThat(probe.get("/api/v1/status").statusCode()).isEqualTo(404);
    }
}
