package dev.dpm.console;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.testing.Browser;
import dev.dpm.testing.FakeOperations;
import dev.dpm.testing.Views;

@QuarkusTest
class ConsoleTest {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @TestHTTPResource("/")
    URI console;
    @Inject
    FakeOperations operations;
    private String cookie;

    @BeforeEach
    void logIn() {
        operations.reset();
        cookie = browser().post("/login", "token=" + TOKEN).headers().firstValue("Set-Cookie").orElseThrow()
                .split(";")[0];
    }

    private Browser browser() {
        return new Browser(console);
    }

    private String page(String path) {
        HttpResponse<String> answer = browser().get(path, "Cookie", cookie, "Accept", "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String csrf() {
        Matcher matcher = CSRF.matcher(page("/"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_overview_shows_trouble_first_and_counts_it_in_title_and_icon() {
        operations.show(Views.running("a-well-one"), Views.inBreach("import"), Views.backoff("worker"));
        operations.showEvents(Views.event(1, "a-well-one", "is running as process 456"));

        String page = page("/");

        assertThat(page).contains("<title>(2) in trouble · dpm-runner</title>", "/assets/icon/2.svg", "1 of 3 well",
                "cpu 143.2 % of one core &gt; 80.0 % in 3 of 3 samples", "OVER 80 %", "is running as process 456",
                "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
        assertThat(page.indexOf(">import<")).isLessThan(page.indexOf(">worker<"));
        assertThat(page.indexOf(">worker<")).isLessThan(page.indexOf(">a-well-one<"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/targets/web", "/runner", "/events", "/targets/web/output", "/targets/web/events",
            "/targets/web/ask/stop", "/targets/web/ask/change"})
    void no_page_has_anything_inline_or_from_elsewhere(String path) {
        operations.show(Views.running("web"));
        operations.showOutput("a line");

        assertThat(page(path)).doesNotContain("style=", "<style", "onclick", "javascript:", "NOT_FOUND", "<script>")
                .doesNotContainPattern("(src|href)=\"(https?:)?//");
    }

    @Test
    void an_empty_overview_teaches_the_command_that_adds_a_target() {
        assertThat(page("/")).contains("<title>All well · dpm-runner</title>",
                "java -jar dpm-runner.jar start --name web -- COMMAND ARGS");
    }

    @Test
    void the_page_of_a_target_shows_configuration_output_and_events() {
        operations.show(Views.running("web"));
        operations.showOutput("first line", "second line");
        operations.showEvents(Views.event(1, "web", "was started"));

        assertThat(page("/targets/web")).contains("<title>web RUNNING · dpm-runner</title>", "212 MiB",
                "of 500 MiB", "cpu_threshold", "--password=***", "first line", "second line", "was started",
                "<svg class=\"plain\"").doesNotContain("geheim");
    }

    @Test
    void a_destructive_action_says_what_it_will_do_before_it_does() {
        operations.show(Views.running("web"));

        assertThat(page("/targets/web/ask/stop")).contains("Stop web: sends TERM to 2 processes, KILL after 10 s.",
                "action=\"/targets/web/stop\"");
        assertThat(operations.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/targets/web?range=2y, 15m", "/events?until=-1, a whole number",
            "/targets/web/output?from=99999999999999999999, a whole number", "/targets/web/usage?range=x, 15m"})
    void a_parameter_that_is_not_allowed_is_a_sentence(String path, String allowed) {
        operations.show(Views.running("web"));

        HttpResponse<String> answer = browser().get(path, "Cookie", cookie, "Accept", "text/html,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("allowed: " + allowed);
    }

    @Test
    void assets_are_for_everybody_compressed_and_kept_for_good() {
        operations.show(Views.running("web"));
        Matcher address = Pattern.compile("/assets/console.css\\?v=[0-9a-f]+").matcher(page("/"));
        assertThat(address.find()).isTrue();

        HttpResponse<String> answer = browser().get(address.group(), "Accept-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(browser().get(address.group(), "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(browser().get("/assets/..%2fapplication.properties", "Cookie", cookie).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void what_targets_say_is_escaped() {
        String hostile = "<script>alert(1)</script>\"'&{it}";
        operations.show(Views.running(hostile));
        operations.showOutput(hostile, "x".repeat(10_000));
        operations.showEvents(Views.event(1, hostile, hostile));

        assertThat(page("/")).contains("&lt;script&gt;").doesNotContain("<script>", "\"'&{it}");
        assertThat(page(Row.pathOf(hostile))).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{it}",
                "8000 more characters, in the download").doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "acknowledge"})
    void a_form_acts_and_the_next_page_says_so_once(String action) {
        operations.show(Views.running("web"));

        HttpResponse<String> answer = browser().post("/targets/web/" + action, "back=target&csrf=" + csrf(), "Cookie",
                cookie);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue(console.resolve("/targets/web").toString());
        assertThat(operations.asked()).containsExactly(action + " web");
        assertThat(page("/targets/web")).contains("<p class=\"notice\" role=\"status\">Done.</p>");
        assertThat(page("/targets/web")).doesNotContain("Done.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "csrf=", "csrf=guessed"})
    void a_form_without_the_sessions_csrf_token_does_nothing(String form) {
        operations.show(Views.running("web"));

        HttpResponse<String> answer = browser().post("/targets/web/stop", form, "Cookie", cookie, "Accept",
                "text/html");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form is not of the session that sent it");
        assertThat(operations.asked()).isEmpty();
    }

    @Test
    void after_logging_out_the_cookie_is_worth_nothing() {
        operations.show(Views.running("web"));

        HttpResponse<String> answer = browser().post("/logout", "csrf=" + csrf(), "Cookie", cookie);

        assertThat(answer.body()).contains("You are logged out.");
        assertThat(browser().get("/", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void an_unknown_page_is_a_page_that_says_so() {
        HttpResponse<String> answer = browser().get("/targets/nobody", "Cookie", cookie, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("<h1>Not found</h1>", "There is no target named &#39;nobody&#39;.");
    }
}
