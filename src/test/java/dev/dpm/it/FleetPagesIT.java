package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

import dev.dpm.api.UsageColumns;
import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.command.Json;
import dev.dpm.incident.Incident;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.page.Changes;
import dev.dpm.operator.page.FleetBench;
import dev.dpm.operator.remote.Farm.Manner;
import dev.dpm.operator.remote.SidecarAccess;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site.Request;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;
import dev.dpm.testing.Views;
import dev.dpm.view.OutputPage;

/**
 * Tests the pages of the fleet in a real browser, narrow and wide, light and dark, in the states that a person on call
 * meets.
 */
@Needs(Tool.CHROMIUM)
class FleetPagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Json JSON = Json.plain();
    private static final String ORIGIN = "https://fleet.test";
    private static final String LONG = "a-name-of-sixty-three-characters-which-the-layout-has-to-hold-x";
    private static final int TROUBLED = 37;
    private static Material material;

    @AutoClose
    private FleetBench fleet;

    private static final class OneThreshold implements Changes {

        @Override
        public Optional<Map<String, String>> options(String namespace, String supervision) {
            return Optional.of(Map.of("memoryThreshold", "85%"));
        }

        @Override
        public Outcome change(String token, String namespace, String supervision, Map<String, String> options) {
            return new Outcome(false, "Nothing was changed: spec.options.memoryThreshold: 'much' is no size");
        }
    }

    @BeforeAll
    static void make() throws Exception {
        material = FleetBench.material();
    }

    @BeforeEach
    void begin() {
        fleet = new FleetBench(material);
        fleet.begin(new OneThreshold());
    }

    /**
     * Adds three Supervisions: one with 37 of 40 pods in trouble for the same cause, one without trouble, and one whose
     * pods have no dpm-runner.
     */
    private void fill() throws Exception {
        Map<String, Supplier<String>> troubled = answers("web", leaking());
        Map<String, Supplier<String>> calm = answers("web", calm());
        List<PodFacts> web = new ArrayList<>();
        for (int pod = 0; pod < TROUBLED + 3; pod++) {
            web.add(FleetBench.supervised("web-6d4cf56db6-" + (10_000 + pod),
                    fleet.farm.with(material, Manner.WELL, pod < TROUBLED
                            ? troubled
                            : calm)));
            fleet.cluster.pod("web-6d4cf56db6-" + (10_000 + pod), true, 0, Instant.now());
        }
        fleet.selected.add(new SidecarAccess.Selected("shop", "web", web));
        fleet.selected.add(
                new SidecarAccess.Selected("shop", LONG,
                        List.of(FleetBench.supervised(LONG, fleet.farm.with(material, Manner.WELL, calm)))));
        fleet.selected
                .add(new SidecarAccess.Selected("shop", "batch",
                        List.of(new PodFacts(new PodName("shop", "batch-x7"), "u",
                                Covering.UNCOVERED, Optional.empty(),
                                "kubectl rollout restart of its workload brings it"))));
        await().atMost(PATIENCE).until(() -> fleet.selected.stream().flatMap(group -> group.pods().stream())
                .filter(pod -> pod.address().isPresent())
                .allMatch(pod -> fleet.watch().pod(pod.name()).filter(seen -> seen.answer().isPresent()).isPresent()));
    }

    private static String calm() {
        return """
                {"targets":[{"name":"web","state":"RUNNING","memory_bytes":220000000,"memory_threshold_bytes":450000000,
                 "cpu_percent":12.0,"restarts":0,"reason":"","story":{}}]}""";
    }

    private static String leaking() {
        Instant since = Instant.now().minusSeconds(720);
        return """
                {"targets":[{"name":"web","state":"RUNNING","memory_bytes":440000000,"memory_threshold_bytes":450000000,
                 "cpu_percent":12.0,"restarts":3,"reason":"","health":"DOWN","story":{"failed":true,"trouble_since":"%s",
                 "incident":{"cause":"forecast","at":"%s","sentence":"memory grew 40.8 MiB/min for 4 min 55 s and would have \
                reached the limit of 512 MiB in 58 s: terminated before the kernel did"}}}]}"""
                .formatted(since, since);
    }

    private static Map<String, Supplier<String>> answers(String target, String status) {
        Map<String, Supplier<String>> all = new HashMap<>();
        String path = "/api/v1/targets/" + target;
        Incident leak = Incidents.leak(target);
        String view = JSON.pretty(Views.checked(target, Outcome.FAILED));
        String recent = JSON.line(UsageColumns.of(Views.usage()));
        String events = JSON.array(List.of(Views.event(7, target, "memory 440 MiB over 85 %: terminated")));
        String output = JSON
                .line(new OutputPage(0, 90, 0, 90, List.of(new OutputPage.Line(0, "hello " + "x".repeat(900),
                        false)), true, true));
        all.put("/api/v1/status", () -> status);
        all.put(path, () -> view);
        all.put("/api/v1/events", () -> events);
        all.put(path + "/usage/recent", () -> recent);
        all.put(path + "/usage", () -> recent);
        all.put(path + "/processes", () -> "[]");
        all.put(path + "/output", () -> output);
        all.put("/api/v1/incidents", () -> JSON.line(List.of(leak.summary(), leak.summary(), leak.summary())));
        all.put("/api/v1/incidents/" + leak.id(), () -> JSON.pretty(leak));
        return all;
    }

    @Slow
    @Test
    void every_page_fits_and_axe_finds_nothing() throws Exception {
        fill();
        String pod = "/pods/shop/web-6d4cf56db6-10000";
        assertThat(fleet.actions().roll("shop", "web", Order.TERMINATE, "ada@example.org").isDone()).isTrue();

        look(List.of(new View("fleet-37", "/"), new View("fleet-open", "/#open"),
                new View("roll", "/supervisions/shop/web/act"),
                new View("act", "/supervisions/shop/batch/act"),
                new View("refused", "/pods/shop/web-6d4cf56db6-10001/act", "terminate"),
                new View("pod", pod), new View("incidents", pod + "/incidents"),
                new View("incident", pod + "/incidents/" + Incidents.leak("web").id()),
                new View("thresholds", "/supervisions/shop/web/thresholds"), new View("nothing", "/pods/shop/nobody")));
    }

    @Test
    void an_operator_without_a_fleet_says_what_to_do() {
        look(List.of(new View("empty", "/"), new View("login", "/login")));
    }

    @Test
    void an_operator_that_has_just_restarted_says_that_it_has_not_asked_yet() {
        fleet.selected.add(new SidecarAccess.Selected(FleetBench.NEW, "web", List.of(
                new PodFacts(new PodName(FleetBench.NEW, "web-1"), "u1", Covering.SUPERVISED,
                        Optional.of(new Address("127.0.0.1", 1)),
                        ""))));
        await().atMost(PATIENCE).until(() -> !fleet.watch().namespaces().isEmpty());

        assertThat(fleet.watch().fleet(each -> true).groups().get(0).members().get(0).sentence())
                .contains("just seen it");
        look(List.of(new View("restarted", "/")));
    }

    /** A page that the test photographs. */
    private record View(String name, String path, String button) {

        View(String name, String path) {
            this(name, path, "");
        }
    }

    private void look(List<View> views) {
        List<String> faults = new ArrayList<>();
        try (Chromium chromium = new Chromium()) {
            BrowserContext profile = chromium.profile(wishes -> wishes.setBaseURL(ORIGIN));
            Map<String, String> cookies = new HashMap<>();
            profile.route(ORIGIN + "/**", route -> fulfil(route, cookies));
            Page page = profile.newPage();
            page.navigate("/login");
            page.locator("input[name=token]").fill("token-of-ada");
            page.locator("form[action='/login'] button").click();
            for (View view : views) {
                for (int width : List.of(360, 1440)) {
                    for (String theme : List.of("light", "dark")) {
                        show(page, view, width, theme);
                        faults.addAll(faults(page, view.name() + " " + width + " " + theme, theme));
                    }
                }
            }
            assertThat(chromium.complaints()).isEmpty();
        }
        assertThat(faults).isEmpty();
    }

    private static void show(Page page, View view, int width, String theme) {
        page.setViewportSize(width, 900);
        Chromium.theme(page, theme);
        page.navigate(view.path().replaceAll("#.*", ""));
        if (view.path().endsWith("#open")) {
            page.locator("details summary").first().click();
        }
        if (!view.button().isEmpty()) {
            page.locator("button[value='" + view.button() + "']").first().click();
            page.locator("[role=alert]").waitFor();
        }
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(
                        Path.of("target", "screenshots", "fleet-" + view.name() + "-" + width + "-" + theme + ".png")));
    }

    private static List<String> faults(Page page, String where, String theme) {
        List<String> faults = new ArrayList<>();
        if (Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth > innerWidth"))) {
            faults.add(where + " is wider than the window");
        }
        AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true);
        for (Rule rule : (theme.equals("dark") ? axe.withRules(List.of("color-contrast")) : axe).analyze()
                .getViolations()) {
            faults.add(where + " " + rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml());
        }
        return faults;
    }

    /**
     * Answers the browser's request by calling the site's code. The method stores cookies itself, since no server sets
     * them.
     */
    private void fulfil(Route route, Map<String, String> cookies) {
        URI asked = URI.create(route.request().url());
        Map<String, String> headers = new HashMap<>(route.request().headers());
        headers.put("host", asked.getAuthority());
        StringBuilder sent = new StringBuilder();
        cookies.forEach(
                (name, value) -> sent.append(sent.isEmpty() ? "" : "; ").append(name).append('=').append(value));
        headers.put("cookie", sent.toString());
        String body = Optional.ofNullable(route.request().postData()).orElse("");
        Answer answer = fleet.site().answer(new Request(route.request().method(), asked.getPath(),
                Optional.ofNullable(asked.getRawQuery()).orElse(""), headers, body.getBytes(StandardCharsets.UTF_8),
                "10.0.0.1"));
        Map<String, String> back = new HashMap<>(answer.headers());
        Optional.ofNullable(back.remove("Set-Cookie")).map(cookie -> cookie.replaceAll(";.*", "").split("=", 2))
                .ifPresent(cookie -> cookies.put(cookie[0], cookie[1]));
        back.put("Content-Type", answer.contentType());
        route.fulfill(new Route.FulfillOptions().setStatus(answer.status()).setHeaders(back)
                .setBodyBytes(answer.body()));
    }
}
