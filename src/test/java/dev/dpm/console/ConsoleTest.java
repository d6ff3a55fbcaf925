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
    void the_overview_shows_trouble_first_and_counts_it_in_the_title() {
        operations.show(Views.running("a-well-one"), Views.inBreach("import"), Views.backoff("worker"));
        operations.showEvents(Views.event(1, "a-well-one", "is running as process 456"));

        String page = page("/");

        assertThat(page).contains("<title>(2) in trouble · dpm-runner</title>", "1 of 3 well",
                "is RUNNING: cpu 143.2 % of one core &gt; 80.0 % in 3 of 3 samples", "<b>OVER</b>",
                "is running as process 456, ", "http-equiv=\"refresh\" content=\"5\"");
        assertThat(page.indexOf(">import<")).isLessThan(page.indexOf(">worker<"));
        assertThat(page.indexOf(">worker<")).isLessThan(page.indexOf(">a-well-one<"));
        assertThat(page).doesNotContain("style=", "<script", "NOT_FOUND");
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

        assertThat(page("/targets/web")).contains("<title>web RUNNING · dpm-runner</title>", "212.0 MiB",
                "of 500.0 MiB", "cpu_threshold", "--password=***", "first line\nsecond line</pre>", "was started")
                .doesNotContain("geheim");
    }

    @Test
    void what_targets_say_is_escaped() {
        String hostile = "<script>alert(1)</script>\"'&{it}";
        operations.show(Views.running(hostile));
        operations.showOutput(hostile, "x".repeat(10_000));
        operations.showEvents(Views.event(1, hostile, hostile));

        assertThat(page("/")).contains("&lt;script&gt;").doesNotContain("<script>", "\"'&{it}");
        assertThat(page(Row.pathOf(hostile))).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{it}")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart"})
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
