package dev.dpm.operator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.api.UsageColumns;
import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.command.Json;
import dev.dpm.incident.Incident;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.remote.Farm.Manner;
import dev.dpm.operator.remote.SidecarAccess;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site.Request;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.Tries;
import dev.dpm.testing.Views;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/** Tests the page of one pod, which shows the answers of the pod's own dpm-runner, whatever they contain. */
class PodPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVIL = "<script>alert('x')</script>\"onload=\"";
    private static final Map<String, String> FORM = Map.of("content-type", "application/x-www-form-urlencoded");
    private static final Json JSON = Json.plain();
    private static Material material;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    @AutoClose
    private FleetBench fleet;
    private String cookie;

    @BeforeAll
    static void make() throws Exception {
        material = FleetBench.material();
    }

    @BeforeEach
    void begin() throws Exception {
        speak(Views.checked("web", Outcome.FAILED));
        Map<String, Supplier<String>> spoken = new HashMap<>();
        answers.keySet().forEach(path -> spoken.put(path, () -> answers.get(path)));
        fleet = new FleetBench(material);
        fleet.selected.add(new SidecarAccess.Selected("shop", "web",
                List.of(FleetBench.supervised("web-1", fleet.farm.with(material, Manner.WELL, spoken)))));
        fleet.begin(new FakeChanges());
        await().atMost(PATIENCE).until(() -> fleet.watch().pod(new PodName("shop", "web-1"))
                .filter(pod -> pod.answer().isPresent()).isPresent());
    }

    private void speak(TargetView target) {
        String path = "/api/v1/targets/web";
        answers.put("/api/v1/status", JSON.line(new StatusView(Views.runner(), List.of(target))));
        answers.put(path, JSON.pretty(target));
        answers.put("/api/v1/events", JSON.array(List.of(Views.event(7, "web", "ended with exit code 1 " + EVIL))));
        answers.put(path + "/usage/recent", JSON.line(UsageColumns.of(Views.usage())));
        answers.put(path + "/usage", JSON.line(UsageColumns.of(Views.usage())));
        answers.put(path + "/processes", JSON.line(List.of(new ProcessView(7, 1, 0, "gunicorn", "gunicorn " + EVIL,
                "sleeping", 3, Optional.of(2.5), 40 * Views.MIB, Instant.EPOCH))));
        answers.put(path + "/acknowledge", "{}");
        answers.put("/api/v1/incidents", "[]");
        answers.put("/api/v1/incidents/20261128-031240-web", JSON.pretty(Incidents.leak("web")));
        answers.put("/api/v1/incidents/x", "{}");
        answers.put(path + "/output", JSON.line(new OutputPage(0, 90, 0, 90,
                List.of(new OutputPage.Line(0, "hello " + EVIL, false)), true, true)));
    }

    @Test
    void what_the_runner_shows_of_its_target_is_shown_and_escaped() {
        String page = page();

        assertThat(page).contains("Usage", "aria-current=\"true\">1 h<", "id=\"chart-memory\"", "gunicorn", "2.5 %",
                "40.0 MiB",
                "http check", "answered 500", "ended with exit code 1", "hello ");
        assertThat(page).doesNotContain("<script>alert", "\"onload", "geheim");
    }

    @Test
    void without_its_details_the_page_shows_what_the_fleet_knows() {
        answers.put("/api/v1/targets/web", "{\"name\":7}");

        assertThat(page()).contains("shop/web-1", "which gave none now").doesNotContain("id=\"chart-memory\"");
    }

    @Test
    void a_part_that_is_missing_does_not_hide_the_others() {
        answers.put("/api/v1/targets/web/usage", "{}");
        answers.put("/api/v1/targets/web/processes", "[null]");
        answers.put("/api/v1/events", "{\"a\":[1]}");

        assertThat(page()).contains("hello ", "http check", "Nothing of it runs").doesNotContain("id=\"chart-memory\"");
    }

    @Test
    void incidents_are_listed_and_one_is_shown_with_its_sentence_first() {
        Incident leak = Incidents.leak("web");
        answers.put("/api/v1/incidents", JSON.line(List.of(leak.summary(), evil(leak.summary(), leak.id()),
                evil(leak.summary(), "../../x"))));
        answers.put("/api/v1/incidents/" + leak.id(), JSON.pretty(leak));

        String list = body("/pods/shop/web-1/incidents", 200);
        assertThat(list).contains("href=\"/pods/shop/web-1/incidents/" + leak.id() + "\"", "memory grew 40.8 MiB/min",
                "done: stopped in 0.4 s").doesNotContain("<script>alert", "../../x");
        String one = body("/pods/shop/web-1/incidents/" + leak.id(), 200);
        assertThat(one).contains("memory grew 40.8 MiB/min for 4 min 55 s", "The minutes before", "&lt;b&gt;not markup",
                "href=\"/pods/shop/web-1/incidents/20261128-023100-web\"", "What was done")
                .doesNotContain("href=\"/incidents", "href=\"/targets");
        assertThat(one.indexOf("memory grew")).isLessThan(one.indexOf("The minutes before"));
        assertThat(page()).contains("href=\"/pods/shop/web-1/incidents\"");
    }

    private static Incident.Summary evil(Incident.Summary like, String id) {
        return new Incident.Summary(id, like.target(), like.at(), like.cause(), like.certainty(), EVIL, EVIL,
                like.complete(), like.series(), like.incarnation(), like.sequence());
    }

    @Test
    void incidents_that_no_runner_writes_are_a_sentence() {
        answers.put("/api/v1/incidents", "[{\"id\":7}]");
        answers.put("/api/v1/incidents/x", "{\"schema\":1,\"output\":[null]}");

        assertThat(body("/pods/shop/web-1/incidents", 200)).contains("which gave none now");
        Incident.Summary like = Incidents.leak("web").summary();
        for (Instant at : List.of(Instant.MIN, Instant.MAX)) {
            answers.put("/api/v1/incidents", JSON.line(List.of(new Incident.Summary(like.id(), like.target(), at,
                    like.cause(), like.certainty(), "x", "y", like.complete(), like.series(), like.incarnation(), 0))));
            assertThat(body("/pods/shop/web-1/incidents", 200)).contains("which gave none now");
        }
        assertThat(body("/pods/shop/web-1/incidents/x", 502)).contains("gives no incident x now");
        assertThat(body("/pods/shop/web-1/incidents/unknown", 502)).contains("gives no incident unknown now");
        assertThat(body("/pods/shop/web-1/incidents/..%2f", 404)).contains("Nothing is here");
        assertThat(body("/pods/shop/other/incidents", 404)).contains("No Supervision that you may see");
    }

    @Test
    void marks_on_the_charts_lead_to_the_events_on_the_page() {
        UsageSeries usage = Views.usage();
        Instant middle = usage.to().minus(usage.step());
        answers.put("/api/v1/targets/web/usage", JSON.line(UsageColumns.of(new UsageSeries(usage.from(), usage.to(),
                usage.step(), usage.points(), List.of(new UsageSeries.Mark(middle, UsageSeries.Kind.BREACH, 7,
                        "memory over 500 MiB " + EVIL))))));

        assertThat(page()).contains(
                "href=\"/pods/shop/web-1/events?until=7#event-7\"", "class=\"mark breach\"", "id=\"event-7\"")
                .doesNotContain("<script>alert");
    }

    @Test
    void charts_of_another_time_range_are_requested_and_offered() {
        String page = body("/pods/shop/web-1?range=7d", 200);

        assertThat(page).contains("aria-current=\"true\">7 d<", "href=\"/pods/shop/web-1?range=24h\"");
        assertThat(fleet.farm.gets()).contains("/api/v1/targets/web/usage?range=7d&points=300");
        assertThat(body("/pods/shop/web-1?range=8d", 400)).contains("allowed: 15m, 1h, 24h, 7d or 30d");
    }

    @Test
    void earlier_output_is_reached_and_searched_on_pages_of_the_pod() {
        answers.put("/api/v1/targets/web/output", JSON.line(new OutputPage(0, 900, 500, 600,
                List.of(new OutputPage.Line(500, "tick " + EVIL, false)), false, false)));

        assertThat(page()).contains("href=\"/pods/shop/web-1/output?before=500\"");
        String output = body("/pods/shop/web-1/output?before=700&text=ti%26k", 200);
        assertThat(fleet.farm.gets()).contains("/api/v1/targets/web/output?lines=100&before=700&search=ti%26k");
        assertThat(output)
                .contains("Output of shop/web-1", "tick ",
                        "href=\"/pods/shop/web-1/output?before=500&amp;text=ti%26k\"",
                        "href=\"/pods/shop/web-1/output?from=600&amp;text=ti%26k\"", "Back to shop/web-1")
                .doesNotContain("<script>alert", "Download", "/targets/");
        assertThat(body("/pods/shop/web-1/output?before=x", 400)).contains("before is &#39;x");
        assertThat(body("/pods/shop/web-1/output?text=" + "a".repeat(201), 400)).contains("201 characters");
        assertThat(body("/pods/shop/other/output", 404)).contains("No Supervision that you may see");
        answers.put("/api/v1/targets/web/output", "[]");
        assertThat(body("/pods/shop/web-1/output", 200)).contains("which gave none now");
    }

    @Test
    void older_events_are_reached_on_a_page_of_the_pod() {
        answers.put("/api/v1/events", JSON.array(IntStream.rangeClosed(1, 101)
                .mapToObj(i -> Views.event(i, "web", "event " + i + EVIL)).toList()));

        String events = body("/pods/shop/web-1/events?kind=TargetExited&severity=ERROR&until=200", 200);

        assertThat(fleet.farm.gets())
                .contains("/api/v1/events?target=web&limit=101&before=201&type=TargetExited&severity=ERROR");
        assertThat(events).contains("Events of shop/web-1", "event 101", "event 2", "id=\"event-2\"",
                "href=\"/pods/shop/web-1/events?until=1&amp;kind=TargetExited&amp;severity=ERROR\"")
                .doesNotContain("id=\"event-1\"", "<script>alert", "/targets/");
        assertThat(page()).contains("href=\"/pods/shop/web-1/events\"");
        assertThat(body("/pods/shop/web-1/events?kind=Nonsense", 400)).contains("kind is &#39;Nonsense");
        assertThat(body("/pods/shop/web-1/events?until=-1", 400)).contains("until is &#39;-1");
        answers.put("/api/v1/events", "{}");
        assertThat(body("/pods/shop/web-1/events", 200)).contains("which gave none now");
    }

    private String body(String pathAndQuery, int status) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Answer answer = fleet.site()
                .answer(new Request("GET", parts[0], parts.length < 2 ? "" : parts[1],
                        Map.of("authorization", "Bearer t"), new byte[0], "10.0.0.1"));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return text;
    }

    @Test
    void whatever_a_runner_says_there_is_a_page() {
        List<String> paths = List.copyOf(answers.keySet());
        Tries.of(60).check(any -> {
            speak(Views.checked("web", Outcome.FAILED));
            String path = any.of(paths);
            byte[] body = answers.get(path).getBytes(StandardCharsets.UTF_8);
            for (int i = any.between(1, 8); i > 0; i--) {
                body[any.random().nextInt(body.length)] = (byte) "0123456789-,:{}[]\"nulltrue".charAt(
                        any.random().nextInt(24));
            }
            answers.put(path, new String(body, StandardCharsets.UTF_8));

            assertThat(page()).contains("shop/web-1").doesNotContain("<script>alert");
            assertThat(new String(
                    fleet.site().answer(new Request("GET", "/pods/shop/web-1/incidents/20261128-031240-web", "",
                            Map.of("authorization", "Bearer t"), new byte[0], "10.0.0.1")).body(),
                    StandardCharsets.UTF_8))
                    .contains("shop/web-1").doesNotContain("<script>alert");
        });
    }

    @Test
    void a_fatal_target_is_acknowledged_by_its_own_runner() {
        assertThat(page()).doesNotContain("/acknowledge");
        assertThat(acknowledge().status()).isEqualTo(404);
        speak(Views.fatal("web"));
        await().atMost(PATIENCE).until(() -> page().contains("action=\"/pods/shop/web-1/acknowledge\""));

        assertThat(acknowledge().headers()).containsEntry("Location", "/pods/shop/web-1");

        assertThat(page(cookie())).contains("Acknowledged: web is no longer in trouble");
        assertThat(fleet.farm.posts()).containsExactly("/api/v1/targets/web/acknowledge");
    }

    private String cookie() {
        if (cookie == null) {
            cookie = fleet.site()
                    .answer(new Request("POST", "/login", "", FORM, "token=t".getBytes(StandardCharsets.UTF_8),
                            "10.0.0.1"))
                    .headers().get("Set-Cookie").replaceAll(";.*", "");
        }
        return cookie;
    }

    private Answer acknowledge() {
        String csrf = page(cookie()).replaceFirst("(?s).*?name=\"csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
        Map<String, String> headers = new HashMap<>(FORM);
        headers.put("cookie", cookie());
        return fleet.site().answer(new Request("POST", "/pods/shop/web-1/acknowledge", "", headers,
                ("csrf=" + csrf).getBytes(StandardCharsets.UTF_8), "10.0.0.1"));
    }

    private String page(String with) {
        return new String(
                fleet.site()
                        .answer(new Request("GET", "/pods/shop/web-1", "", Map.of("cookie", with), new byte[0],
                                "10.0.0.1"))
                        .body(),
                StandardCharsets.UTF_8);
    }

    private String page() {
        Answer answer = fleet.site()
                .answer(new Request("GET", "/pods/shop/web-1", "", Map.of("authorization", "Bearer t"),
                        new byte[0], "10.0.0.1"));
        assertThat(answer.status()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
