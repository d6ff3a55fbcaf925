package dev.dpm.console;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.event.CommandResult;
import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.Views;
import dev.dpm.view.EventView;
import dev.dpm.view.IncidentView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

@QuarkusTest
class ConsoleTest extends HttpTest {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private String cookie;

    @BeforeEach
    void logIn() {
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

        String page = page("/").replace("<wbr>", "");

        assertThat(page).contains("<title>(2) in trouble · dpm-runner</title>", "/assets/icon/2.svg", "2 in trouble",
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

        assertThat(page("/targets/web").replace("<wbr>", ""))
                .contains("<title>web RUNNING · dpm-runner</title>", "212.0 MiB",
                        "of 500.0 MiB", "cpu_threshold", "--password=***", "first line", "second line", "was started",
                        "<svg class=\"plain\"")
                .doesNotContain("geheim");
    }

    @Test
    void what_waits_counts_down_and_says_since_when_and_the_headline_is_the_trouble() {
        operations.show(Views.backoff("worker"));
        operations.showEvents(Views.event(1, "worker", "process 456 ended with exit code 1"));

        assertThat(page("/")).contains("ended with exit code 1 after 3 s", "restarts <time", "data-age=\"until\">in ",
                "class=\"restarts recent\"");
        assertThat(page("/targets/worker")).contains("data-age=\"until\">in ", "class=\"restarts recent\"");
    }

    @Test
    void last_words_have_no_colours_and_what_does_not_run_has_no_charts() {
        operations.show(Views.fatal("import"), Views.waiting("agent"));
        operations.showOutput("\u001b[31mconnection refused\u001b[0m");

        assertThat(page("/")).contains("last words: <code>connection refused</code>").doesNotContain("^[",
                "class=\"spark\"", "class=\"figure\"");
    }

    @Test
    void among_many_targets_what_is_well_is_one_line_and_folded_and_can_be_filtered() {
        TargetView[] many = IntStream.range(0, 60)
                .mapToObj(i -> i == 7 ? Views.backoff("job-" + i) : Views.running("job-" + i))
                .toArray(TargetView[]::new);
        operations.show(many);

        assertThat(page("/")).contains("class=\"targets folded\"", "Show the 59 that are well",
                "<li class=\"row good calm short\" id=\"row-job-8\"").doesNotContain("class=\"spark\"");
        assertThat(page("/?all=yes")).contains("class=\"targets\"", "Hide the 59 that are well");
        assertThat(page("/?name=JOB-5")).contains("row-job-5", "row-job-59").doesNotContain("row-job-8", "folded");
        assertThat(page("/?state=BACKOFF")).contains("row-job-7\"").doesNotContain("row-job-8");
        assertThat(page("/?state=trouble")).contains("row-job-7\"").doesNotContain("row-job-8");
        assertThat(page("/?name=nobody")).contains("No target matches.").doesNotContain("No target yet");
    }

    @Test
    void every_line_of_the_output_has_its_time_whether_somebody_watched_or_not() {
        operations.show(Views.running("web"));
        operations.showOutput("first line", "second line");

        Matcher times = Pattern.compile("<div class=\"line\" data-at=\"[0-9]+\"><time datetime=\"[^\"]+\"\\s+"
                + "data-age=\"by\">≤ [0-9:]{8}</time>").matcher(page("/targets/web"));

        assertThat(times.results().count()).isEqualTo(2);
    }

    @Test
    void events_are_filtered_by_target_kind_and_severity_and_the_next_page_keeps_that() {
        operations.show(Views.running("web"), Views.running("api"));
        operations.showEvents(IntStream.rangeClosed(1, 130)
                .mapToObj(i -> Views.event(i, i % 2 == 0 ? "web" : null, "fact " + i + "."))
                .toArray(EventView[]::new));

        assertThat(page("/events?target=web")).contains("fact 130.", "fact 2.").doesNotContain("fact 129.");
        assertThat(page("/events?target=-")).contains("fact 129.").doesNotContain("fact 130.");
        assertThat(page("/events?kind=TargetStarted")).contains("Nothing of that kind is recorded.");
        assertThat(page("/events?kind=TargetExited&severity=WARNING"))
                .contains("/events?until=30&amp;kind=TargetExited&amp;severity=WARNING");
        assertThat(page("/")).contains("<a href=\"/events\">Events</a>");
    }

    @Test
    void a_field_that_was_left_alone_changes_nothing() {
        operations.show(Views.waiting("web"));

        browser().post("/targets/web/change", "csrf=" + csrf() + "&shown.cpu_threshold=80&cpu_threshold=80", "Cookie",
                cookie);

        assertThat(operations.asked()).isEmpty();
    }

    @Test
    void a_conflict_is_said_in_the_form_that_then_shows_the_value_in_force() {
        operations.show(Views.waiting("web"));
        operations.answer(CommandResult.of(CommandResult.Outcome.REFUSED, "another change came first"));

        HttpResponse<String> conflict = browser().post("/targets/web/change",
                "csrf=" + csrf() + "&shown.cpu_threshold=80&cpu_threshold=90", "Cookie", cookie);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("CPU threshold is 55 now, and was 80 when this form was opened",
                "name=\"shown.cpu_threshold\" value=\"55\"", "name=\"cpu_threshold\" value=\"90\"");
    }

    @Test
    void the_runner_gets_the_values_that_the_form_showed_also_if_the_console_sees_no_conflict() {
        operations.show(Views.waiting("web"));

        browser().post("/targets/web/change", "csrf=" + csrf() + "&shown.cpu_threshold=55&cpu_threshold=90", "Cookie",
                cookie);

        assertThat(operations.asked())
                .containsExactly("change web {cpu_threshold=90} expecting {cpu_threshold=55} by console");
    }

    @Test
    void a_form_waits_for_no_other_form() {
        operations.show(Views.waiting("web"));
        String known = "csrf=" + csrf() + "&shown.cpu_threshold=55&cpu_threshold=";
        CountDownLatch held = operations.holdCommands();
        List<CompletableFuture<HttpResponse<String>>> both = Stream.of("90", "95").map(text -> CompletableFuture
                .supplyAsync(() -> browser().post("/targets/web/change", known + text, "Cookie", cookie))).toList();

        try {
            await().until(() -> operations.asked().size() == 2);
        } finally {
            held.countDown();
        }

        both.forEach(answer -> assertThat(answer.join().statusCode()).isLessThan(400));
    }

    @Test
    void a_refusal_for_another_reason_is_said_in_the_form_too() {
        operations.show(Views.waiting("web"));
        operations.answer(CommandResult.of(CommandResult.Outcome.REFUSED, "its record is lost"));

        HttpResponse<String> refused = browser().post("/targets/web/change",
                "csrf=" + csrf() + "&shown.cpu_threshold=55&cpu_threshold=90", "Cookie", cookie);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("its record is lost", "name=\"cpu_threshold\" value=\"90\"");
    }

    @Test
    void acknowledging_says_what_it_does_before_it_does() {
        operations.show(Views.fatal("import"));

        assertThat(page("/targets/import")).contains("/targets/import/ask/acknowledge");
        assertThat(page("/targets/import/ask/acknowledge")).contains("says that somebody knows of it",
                "It stays FATAL");
        assertThat(operations.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dpm_session_1234=old, log in again", "dpm_session_other=x, log in again", "theme=dark, log in."})
    void whoever_has_no_session_any_more_is_asked_to_log_in_and_comes_back(String stale, String said) {
        HttpResponse<String> answer = browser().get("/events?kind=TargetExited", "Cookie", stale, "Accept",
                "text/html");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains(said, "name=\"next\" value=\"/events?kind=TargetExited\"")
                .doesNotContain("Bearer");
        HttpResponse<String> welcome = browser().post("/login",
                "token=" + TOKEN + "&next=%2Fevents%3Fkind%3DTargetExited");
        assertThat(welcome.body()).contains("content=\"0; url=/events?kind=TargetExited\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere"})
    void nobody_is_sent_elsewhere_after_logging_in(String next) {
        HttpResponse<String> welcome = browser().post("/login",
                "token=" + TOKEN + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        assertThat(welcome.body()).contains("content=\"0; url=/\"").doesNotContain("elsewhere", "alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/targets/web", "/runner"})
    void whether_it_is_the_machine_stands_on_the_same_page(String path) {
        operations.show(Views.running("web"));

        assertThat(page(path)).contains("load 0.5 · 0.4 · 0.3", "on 2\u00a0processors",
                "5.00\u00a0GiB free of 7.75\u00a0GiB", "20.00\u00a0GiB free of 40.00\u00a0GiB, 50\u00a0% used",
                "3\u00a0d 4\u00a0h", "Short of nothing.");
    }

    @Test
    void a_pattern_stands_on_the_page_of_its_target_with_the_way_to_each_proof() {
        operations.show(Views.running("web"), Views.running("other"));
        operations.showIncidents(Incidents.leak("web"));
        operations.showPatterns(
                new dev.dpm.pattern.Pattern(dev.dpm.pattern.Pattern.Kind.LEAK, "a leak: in 6 of <6> lives", 1e-5,
                        List.of("20261128-023100-web", "20261128-031240-web")));

        assertThat(page("/targets/web")).contains("<h2>Patterns</h2>", "a leak: in 6 of &lt;6&gt; lives",
                "chance makes such a pattern in 1 of 90,000 histories at most",
                "href=\"/incidents/20261128-023100-web\"", "aria-label=\"Incident 20261128-031240-web\">2</a>");
        assertThat(page("/targets/other")).doesNotContain("Patterns");
    }

    @Test
    void a_trouble_leads_to_its_incident_from_overview_and_page_and_a_past_one_stays_in_reach() {
        TargetView troubled = Views.inBreach("import");
        TargetView well = Views.running("web");
        operations.show(with("why-import", troubled), with("why-web", well));

        assertThat(page("/")).contains("href=\"/incidents/why-import\">Why?</a>").doesNotContain("why-web");
        assertThat(page("/targets/import")).contains("href=\"/incidents/why-import\">memory grew</a>",
                "href=\"/incidents?target=import\"");
        assertThat(page("/targets/web")).contains("Last incident", "href=\"/incidents/why-web\">memory grew</a>");
        operations.show(troubled);
        assertThat(page("/targets/import")).doesNotContain("Last incident");
    }

    private static TargetView with(String id, TargetView target) {
        return target.with(target.story().with(Optional.of(new IncidentView(id, Instant.now(), "memory", "CERTAIN",
                "memory grew", "restarting"))));
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
            "/?state=SAD, trouble or STARTING", "/events?kind=Odd, TargetStarted",
            "/events?severity=x, WARNING", "/targets/web/output?from=99999999999999999999, a whole number",
            "/targets/web/usage?range=x, 15m"})
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

    private static TargetView instance() {
        return Views.configured("api-1", SettingView.written("reload_signal", "HUP", "dpm.yaml line 3"),
                SettingView.written("instances", "2", "dpm.yaml line 2"));
    }

    @Test
    void a_targets_page_offers_reload_scale_and_signal_where_they_make_sense() {
        operations.show(Views.running("web"), Views.fatal("import"), instance());

        assertThat(page("/targets/api-1")).contains("/targets/api-1/ask/reload", "/targets/api-1/ask/scale",
                "/targets/api-1/ask/signal");
        assertThat(page("/targets/web")).contains("/targets/web/ask/signal").doesNotContain("ask/reload", "ask/scale");
        assertThat(page("/targets/import")).doesNotContain("ask/reload", "ask/scale", "ask/signal");
        assertThat(page("/")).doesNotContain("ask/reload", "ask/scale", "ask/signal");
        assertThat(page("/targets/api-1/ask/reload")).contains("Reload api-1?",
                "by the signal HUP to its main process");
        assertThat(page("/targets/api-1/ask/scale")).contains("Scale api", "value=\"2\"");
        assertThat(page("/targets/api-1/ask/signal")).contains("Send a signal to api-1", "<option>USR1</option>");
    }

    @ParameterizedTest
    @CsvSource({"reload,back=target,reload api-1", "scale,instances=6,scale api 6",
            "signal,signal=USR1,signal api-1 USR1"})
    void reload_scale_and_signal_are_carried_out(String action, String form, String command) {
        operations.show(instance());

        HttpResponse<String> answer = browser().post("/targets/api-1/" + action, form + "&csrf=" + csrf(), "Cookie",
                cookie);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(operations.asked()).containsExactly(command);
        assertThat(browser().post("/targets/api-1/" + action, form + "&csrf=guessed", "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(operations.asked()).containsExactly(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "many", "1001"})
    void a_number_of_instances_that_cannot_be_used_is_said_in_the_form(String count) {
        operations.show(instance());

        HttpResponse<String> answer = browser().post("/targets/api-1/scale", "instances=" + count + "&csrf=" + csrf(),
                "Cookie", cookie);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("is not allowed; allowed: a number of instances from 1 to 1000",
                "Scale api");
        assertThat(operations.asked()).isEmpty();
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
