package dev.dpm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests the console in a real browser against the packaged jar. */
@Needs(Tool.CHROMIUM)
class ConsoleIT {

    private static final String LONG_NAME = "a-name-of-sixty-three-characters-which-the-layout-has-to-hold-x";
    /** Hides all but five lines of output from axe: the lines are alike, and a thousand of them would take minutes. */
    private static final String MOST_LINES = ".log .line:nth-child(n+6)";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Chromium chromium;
    private static Product product;
    private static Runner runner;
    private static BrowserContext profile;
    private Page page;

    @BeforeAll
    static void start_a_runner_and_a_browser() {
        chromium = new Chromium();
        product = new Product();
        runner = new Runner(product);
        Path web = product.script("web.sh", """
                #!/bin/sh
                i=0
                while :; do
                    i=$((i+1))
                    printf '\\033[32mINFO\\033[0m request %d answered in \\033[1m12 ms\\033[0m\\n' $i
                    sleep 0.3
                done
                """);
        Path hostile = product.script("hostile.sh", """
                #!/bin/sh
                printf '<script>document.title="owned"</script><img src=x onerror=alert(1)>\\n'
                printf '\\033]0;owned\\007 \\033[2J nul:\\000 bidi:\\342\\200\\256evil\\n'
                head -c 10000 /dev/zero | tr '\\0' x; echo
                exec sleep 1000
                """);
        Path file = product.file("dpm.yaml", """
                defaults: {monitor_interval: 1, start_seconds: 0}
                targets:
                  web: {command: [%s]}
                  worker: {command: [sleep, "1000"], on_breach: unhealthy, breach_samples: 1}
                  import: {command: [sh, -c, "echo connection refused; exit 1"], max_restarts: 0}
                  loop: {command: [sh, -c, "exit 9"], max_restarts: 7, restart_interval: 0, backoff_factor: 1}
                  hostile: {command: [%s, "<script>alert(1)</script>", "--password=geheim"]}
                  %s: {command: [sleep, "1000"]}
                """.formatted(web, hostile, LONG_NAME));
        Product.Result started = product.with("DPM_LOG_MAX_SIZE", "4KiB").dpm("start", "--config", file.toString());
        assertThat(started.code()).as(started.all()).isLessThan(2);
        runner.awaitState("import", "FATAL");
        runner.awaitState("loop", "FATAL");
        // incidents are written while the target goes on
        Product.await(Runner.PATIENCE,
                () -> assertThat(product.dpm("incidents", "loop").out()).contains("in a crash loop"));
        profile = chromium.profile();
        logIn(profile, product).close();
    }

    @AfterAll
    static void stop_them() {
        if (product != null) {
            product.dpm("stop", "--yes");
            product.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void leave() {
        profile.pages().forEach(Page::close);
        assertThat(chromium.complaints()).as("failed scripts and forbidden content").isEmpty();
    }

    private static String link(Product of) {
        String out = of.dpm("console").expect(0).out();
        return out.lines().filter(line -> line.contains("/login?code=")).findFirst().orElseThrow()
                .replaceAll(".*(http\\S+).*", "$1");
    }

    private static Page logIn(BrowserContext profile, Product of) {
        Page page = profile.newPage();
        page.navigate(link(of));
        page.waitForURL(Pattern.compile(".*[0-9]/$"));
        return page;
    }

    private Page open(String path) {
        page = profile.newPage();
        page.navigate(runner.record("console") + path);
        return page;
    }

    private Locator row(String name) {
        return page.locator("[id='row-" + name + "']");
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    @Test
    void the_one_time_link_lets_in_once_and_its_code_does_not_stay_in_history() {
        BrowserContext other = chromium.profile();
        String link = link(product);
        Page first = other.newPage();

        first.navigate(link);
        first.waitForURL(Pattern.compile(".*[0-9]/$"));

        assertThat(first.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("import")).first()).isVisible();
        first.goBack();
        assertThat(first.url()).doesNotContain("code=");
        Cookie cookie = other.cookies().get(0);
        assertThat(cookie.name).startsWith("dpm_session_");
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
        assertThat(other.newPage().navigate(link).status()).isEqualTo(401);
        other.close();
    }

    @Test
    void two_runners_on_one_host_do_not_log_each_other_out() {
        try (Product second = new Product()) {
            second.dpm("start", "--name", "other", "--start_seconds", "0", "--", "sleep", "1000").expect(0);

            Page there = logIn(profile, second);
            open("");

            assertThat(row("web")).isVisible();
            there.reload();
            assertThat(there.locator("#row-other")).isVisible();
            second.dpm("stop", "--yes");
        }
    }

    @Test
    void a_breach_is_seen_as_it_happens_and_a_threshold_changed_in_the_page_ends_it() {
        open("");
        assertThat(page).hasTitle("(2) in trouble · dpm-runner");
        row("worker").getByRole(AriaRole.LINK).first().click();

        change("0.1MiB");
        page.navigate(runner.record("console"));

        assertThat(row("worker")).containsText("OVER", soon());
        assertThat(row("worker").locator(".sentence")).containsText("memory");
        assertThat(page).hasTitle("(3) in trouble · dpm-runner");
        assertThat(page.locator("#icon")).hasAttribute("href", "/assets/icon/3.svg");

        row("worker").getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("#configuration")).containsText("changed live", soon());
        change("");
        page.navigate(runner.record("console"));
        assertThat(row("worker")).not().containsText("OVER", soon());
    }

    private void change(String memoryThreshold) {
        page.locator("#configuration").getByRole(AriaRole.BUTTON).first().click();
        page.locator("#field-memory_threshold").fill(memoryThreshold);
        page.locator("dialog").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(page.locator("dialog")).isHidden();
        assertThat(page.locator(".note span")).isVisible();
    }

    @Test
    void a_value_that_is_not_allowed_is_refused_where_it_was_written() {
        open("targets/worker");
        page.locator("#configuration").getByRole(AriaRole.BUTTON).first().click();
        page.locator("#field-cpu_threshold").fill("plenty");

        page.locator("#field-cpu_threshold").press("Enter");

        assertThat(page.locator("dialog [role=alert]")).containsText("plenty");
        assertThat(page.locator("#field-cpu_threshold")).hasValue("plenty");
    }

    @Test
    void a_restart_is_asked_about_done_and_told_by_keyboard_alone() {
        open("targets/web");
        long before = runner.pidOf("web");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restart web")).focus();

        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).containsText("sends TERM to");
        assertThat(page.locator("dialog")).containsText("KILL after 10 s");
        page.keyboard().press("Enter");

        assertThat(page.locator(".note")).containsText("web", soon());
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isNotEqualTo(before).isPositive());
        assertThat(page.locator("#head")).containsText("pid " + runner.pidOf("web"), soon());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop web")).click();
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
    }

    @Test
    void the_log_is_followed_across_a_rotation_and_pauses_when_scrolled_up() {
        open("targets/web");
        Locator log = page.locator("#log");
        assertThat(log).containsText("request", soon());
        int rotated = rotations();

        Product.await(Runner.PATIENCE, () -> assertThat(rotations()).isGreaterThan(rotated));
        assertThat(log).containsText(newestWholeLine(), soon());
        assertThat(log.locator(".f2").first()).hasText("INFO");
        List<String> lines = log.locator(".line span:last-child").allInnerTexts().stream()
                .filter(line -> line.contains("request")).map(line -> line.replaceAll(".*request ([0-9]+).*", "$1"))
                .toList();
        assertThat(lines).doesNotHaveDuplicates();
        log.evaluate("log => { log.scrollTop = 0; }");
        assertThat(page.locator("#follow")).containsText("Paused", soon());
        assertThat(page.locator("#follow")).containsText("new", soon());
        page.locator("#follow").click();
        assertThat(page.locator("#follow")).hasText("Following");
    }

    private int rotations() {
        return runner.status().path("runner").path("output").path("rotations").asInt();
    }

    /**
     * The newest whole line: a rotation cuts the file at a block, so the file may begin within a line, and for a while
     * end within one.
     */
    private String newestWholeLine() {
        AtomicReference<String> newest = new AtomicReference<>();
        Product.await(Runner.PATIENCE, () -> {
            List<String> whole = runner.outputOf("web").lines().filter(line -> line.matches(".*request [0-9]+ .*"))
                    .toList();
            assertThat(whole).as("lines of the file that were not cut").isNotEmpty();
            newest.set("request " + whole.get(whole.size() - 1).replaceAll(".*request ([0-9]+) .*", "$1"));
        });
        return newest.get();
    }

    @Test
    void what_a_target_prints_harms_nobody() {
        open("targets/hostile");
        Locator log = page.locator("#log");

        assertThat(log).containsText("<script>document.title=\"owned\"</script><img src=x onerror=alert(1)>");
        assertThat(log).containsText("^[]0;owned^G ^[[2J nul:^@ bidi:⟨U+202E⟩evil");
        assertThat(log).containsText("8000 more characters, in the download");
        assertThat(page).hasTitle(Pattern.compile(".* hostile RUNNING.*"));
        assertThat(page.locator("#log img")).hasCount(0);
        assertThat(page.locator("#configuration")).containsText("--password=***");
        assertThat(page.content()).doesNotContain("geheim");
    }

    @Test
    void without_javascript_everything_is_there_and_forms_work() {
        BrowserContext plain = chromium.profile(wishes -> wishes.setJavaScriptEnabled(false));
        page = logIn(plain, product);

        assertThat(page.locator("noscript meta[http-equiv=refresh]")).hasCount(1);
        row(LONG_NAME).getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("#charts svg.plain")).hasCount(2);
        assertThat(page.locator("#chart-cpu svg.plain")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop")).click();
        assertThat(page.locator("form.ask")).containsText("KILL after 10 s");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop")).last().click();

        assertThat(page.locator(".notice")).containsText(LONG_NAME);
        runner.awaitState(LONG_NAME, "STOPPED");
        page.reload();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start")).click();
        runner.awaitState(LONG_NAME, "RUNNING");
        plain.close();
    }

    @Test
    void a_lost_connection_is_told_and_its_return_catches_up_without_a_reload() {
        open("");
        page.evaluate("window.mark = 1");
        assertThat(row("web")).isVisible();
        Runner.kill(runner.pid(), "STOP");
        try {
            assertThat(page.locator("#lost")).containsText("No connection to the runner", soon());
            assertThat(page.locator("body")).hasClass("stale");
            assertThat(page).hasTitle("No connection · (2) in trouble · dpm-runner");
            assertThat(row("web").evaluate("row => Number(getComputedStyle(row).opacity) < 1")).isEqualTo(true);
        } finally {
            Runner.kill(runner.pid(), "CONT");
        }

        assertThat(page).hasTitle("(2) in trouble · dpm-runner",
                new PageAssertions.HasTitleOptions().setTimeout(20_000));
        assertThat(page.locator("#lost")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(20_000));
        assertThat(page.evaluate("window.mark")).isEqualTo(1);
    }

    /** Twelve seconds after the removal the page once said "no connection" and promised to reconnect. */
    @Test
    void a_target_that_was_removed_elsewhere_is_told_for_good_with_a_way_out() {
        product.dpm("start", "--name", "brief", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        open("targets/brief");
        assertThat(page.locator("#head")).containsText("RUNNING", soon());

        product.dpm("stop", "brief", "--yes").expect(0);
        product.dpm("remove", "brief", "--yes").expect(0);

        assertThat(page.locator("#lost")).containsText("This target was removed.", soon());
        page.waitForTimeout(15_000);
        assertThat(page.locator("#lost")).containsText("This target was removed.");
        page.locator("#lost a").click();
        assertThat(row("web")).isVisible();
    }

    @Test
    void eight_tabs_at_once_work_since_hidden_ones_close_their_stream() {
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Page tab = open("");
            tabs.add(tab);
            // a background tab is hidden for its user, but a headless browser has to be told so
            if (i < 7) {
                hide(tab, true);
            }
        }

        assertThat(open("targets/web").locator("#head")).containsText("RUNNING", soon());
        hide(tabs.get(0), false);
        assertThat((Boolean) tabs.get(0).evaluate("!document.body.classList.contains('stale')")).isTrue();
        assertThat(tabs.get(0).locator("#row-web")).containsText("RUNNING");
    }

    private static void hide(Page tab, boolean hidden) {
        tab.evaluate("hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true}); "
                + "document.dispatchEvent(new Event('visibilitychange')); }", hidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "targets/web", "targets/hostile", "targets/" + LONG_NAME, "runner", "events",
            "targets/web/output", "targets/web/ask/stop", "targets/nobody", "incidents", "incidents/import",
            "targets/loop"})
    void no_page_scrolls_sideways_on_a_phone(String path) {
        open(path).setViewportSize(360, 740);

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path)
                .isLessThanOrEqualTo(360);
    }

    /** A cell was once cut off with dots, and labels took half the width of a phone. */
    @ParameterizedTest
    @ValueSource(strings = {"", "targets/hostile", "targets/" + LONG_NAME, "runner", "targets/web/ask/change",
            "incidents/import", "targets/loop"})
    void nothing_is_cut_on_a_phone_and_what_a_thing_is_called_stands_over_what_it_is(String path) {
        open(path).setViewportSize(360, 740);

        assertThat(page.evaluate("[...document.querySelectorAll('main *')].filter(it => it.offsetParent"
                + " && getComputedStyle(it).overflowX === 'hidden' && it.scrollWidth > it.clientWidth + 1"
                + " && !it.matches('.hidden, .box')).map(it => it.outerHTML)")).as(path).isEqualTo(List.of());
        assertThat(page.evaluate("[...document.querySelectorAll('main dt')].filter(it => it.offsetParent)"
                + ".every(it => it.getBoundingClientRect().bottom <= it.nextElementSibling.getBoundingClientRect().top"
                + " + 1)")).as(path).isEqualTo(true);
    }

    @Slow
    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axe_finds_nothing_on_any_page(String theme) {
        List<String> violations = new ArrayList<>();
        page = profile.newPage();
        Chromium.theme(page, theme);
        for (String path : List.of("", "targets/web", "targets/import", "runner", "events", "targets/web/output",
                "targets/web/ask/change", "targets/nobody", "incidents", "incidents/import", "targets/loop",
                "login")) {
            page.navigate(runner.record("console") + path);
            AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true).exclude(MOST_LINES);
            // both themes differ in their contrast only, so the dark one is checked for that alone
            for (Rule rule : (theme.equals("dark") ? axe.withRules(List.of("color-contrast")) : axe).analyze()
                    .getViolations()) {
                violations.add(theme + " /" + path + " " + rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().get(0).getHtml());
            }
        }

        assertThat(violations).isEmpty();
    }

    @Test
    void the_chosen_theme_stays() {
        open("");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark")).click();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        open("runner");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark")).click();
        assertThat((Boolean) page.evaluate("!document.documentElement.dataset.theme")).isTrue();
    }

    /** A form with an untouched field once undid the change that another browser had made. */
    @Test
    void of_two_browsers_with_the_same_form_neither_undoes_what_the_other_changed() {
        open("targets/hostile");
        Page other = page;
        openChangeForm(other);
        open("targets/hostile");
        openChangeForm(page);

        page.locator("#field-max_restarts").fill("7");
        save(page);
        assertThat(page.locator("#configuration")).containsText("changed live", soon());
        other.locator("#field-memory_threshold").fill("900");
        save(other);

        assertThat(other.locator("dialog")).isHidden();
        assertThat(other.locator("#configuration")).containsText("900", soon());
        assertThat(other.locator("#configuration")).containsText(Pattern.compile("max_restarts\\s*7"), soon());
        page.bringToFront();
        openChangeForm(page);
        other.bringToFront();
        openChangeForm(other);
        other.locator("#field-max_restarts").fill("8");
        save(other);
        assertThat(other.locator("dialog")).isHidden();
        page.locator("#field-max_restarts").fill("9");
        save(page);
        assertThat(page.locator("dialog [role=alert]")).containsText("Restarts allowed is 8 now, and was 7");
        assertThat(page.locator("#field-max_restarts")).hasValue("9");
    }

    private static void openChangeForm(Page in) {
        in.locator("#configuration").getByRole(AriaRole.BUTTON).first().click();
        assertThat(in.locator("#field-on_breach")).isVisible();
    }

    private static void save(Page in) {
        Locator save = in.locator("dialog").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"));
        assertThat(save).isInViewport();
        save.click();
    }

    /** The page once promised for ever to reconnect. */
    @Slow
    @Test
    void after_the_runners_restart_a_page_asks_to_log_in_and_comes_back_to_where_it_was() {
        try (Product second = new Product()) {
            second.dpm("start", "--name", "other", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
            Page there = logIn(profile, second);
            String console = new Runner(second).record("console");
            there.navigate(console + "targets/other?range=1h");
            assertThat(there.locator("#head")).containsText("RUNNING", soon());

            second.dpm("stop", "--yes", "--keep_targets").expect(0);
            second.with("DPM_PORT", String.valueOf(URI.create(console).getPort())).dpm("start").expect(0);

            assertThat(there.locator("#lost a")).hasText("Log in again", new LocatorAssertions.HasTextOptions()
                    .setTimeout(60_000));
            there.locator("#lost a").click();
            there.locator("#token").fill(Runner.read(second.home().resolve("token")).strip());
            there.locator("#token").press("Enter");
            there.waitForURL(Pattern.compile(".*/targets/other[?]range=1h"));
            second.dpm("stop", "--yes");
        }
    }

    /** The dialog once named an HTTP header and a scheme, which are of no use to a person at a browser. */
    @Test
    void an_action_after_the_session_has_ended_says_to_log_in_again() {
        BrowserContext brief = chromium.profile();
        page = logIn(brief, product);
        page.navigate(runner.record("console") + "targets/web");
        assertThat(page.locator("#head")).containsText("RUNNING", soon());
        brief.clearCookies();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restart web")).click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no longer logged in");
        assertThat(page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK)).hasText("Log in again");
        assertThat(page.content()).doesNotContain("Authorization: Bearer");
        brief.close();
    }

    @Test
    void clocks_have_24_hours_where_the_readers_language_would_have_twelve() {
        BrowserContext american = chromium
                .profile(wishes -> wishes.setLocale("en-US").setTimezoneId("America/New_York"));
        page = logIn(american, product);
        for (String path : List.of("", "targets/web", "events", "runner")) {
            page.navigate(runner.record("console") + path);
            assertThat(page.locator("time").first()).not().isEmpty();

            assertThat((String) page.evaluate("[...document.querySelectorAll('time, [title]')]"
                    + ".map(it => it.textContent + it.title).join(' ')")).as(path)
                    .doesNotContainPattern("[0-9] ?[AaPp][Mm]\\b");
        }
        american.close();
    }

    @Test
    void no_action_needs_a_mouse_and_none_loses_the_focus_to_nowhere() {
        open("targets/import");
        for (String action : List.of("Acknowledge import", "Remove import")) {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(action)).focus();
            page.keyboard().press("Space");
            assertThat(page.locator("dialog")).isVisible();
            assertThat(page.evaluate("document.activeElement.closest('dialog') !== null")).isEqualTo(true);
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).isHidden();
            assertThat((String) page.evaluate("document.activeElement.textContent")).contains("import");
        }
        page.locator("#configuration").getByRole(AriaRole.BUTTON).first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#field-cpu_threshold")).isFocused();
        page.keyboard().press("Escape");
        page.locator("#times").focus();
        page.keyboard().press("Space");
        assertThat(page.locator("#log time").first()).isVisible();
        assertThat(page.locator("#log .line:not(:has(time))")).hasCount(0);
    }

    /** The line break after a name once replaced the blank as well: "webstarted". */
    @ParameterizedTest
    @ValueSource(strings = {"events", "incidents"})
    void a_name_stands_apart_from_what_is_said_of_it(String path) {
        open(path);
        assertThat(page.locator(".events .of").first()).isVisible();

        assertThat(page.evaluate("[...document.querySelectorAll('.events .of')].filter(it => "
                + "it.nextElementSibling.getClientRects()[0].left - it.getBoundingClientRect().right < 2"
                + " && it.nextElementSibling.getClientRects()[0].top < it.getBoundingClientRect().bottom - 2)"
                + ".map(it => it.textContent)")).isEqualTo(List.of());
    }

    @Test
    void every_action_of_a_target_is_reached_by_tab_and_shows_that_it_has_the_focus() {
        open("targets/import");
        List<String> reached = new ArrayList<>();
        page.keyboard().press("Tab");
        while (!(boolean) page.evaluate("document.activeElement === document.body") && reached.size() < 200) {
            reached.add((String) page.evaluate("(at => (getComputedStyle(at).outlineStyle === 'none' ? 'UNSEEN ' : '')"
                    + " + (at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent).trim())"
                    + "(document.activeElement)"));
            page.keyboard().press("Tab");
        }

        assertThat(reached).contains("Skip to the content", "Start import", "Acknowledge import", "Remove import",
                "Search the output of import", "Times", "Following", "Download", "Why?", "Change import")
                .noneMatch(name -> name.startsWith("UNSEEN"));
    }

    /** Half of a window 1440 pixels wide. */
    @ParameterizedTest
    @ValueSource(strings = {"", "targets/hostile", "targets/" + LONG_NAME, "runner", "events",
            "targets/web/ask/change", "incidents/import"})
    void at_200_percent_nothing_is_beside_the_window(String path) {
        open(path).setViewportSize(720, 450);

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path)
                .isLessThanOrEqualTo(720);
        assertThat(page.evaluate("[...document.querySelectorAll('main :is(button, .button)')]"
                + ".filter(it => it.offsetParent && it.getBoundingClientRect().right > innerWidth)"
                + ".map(it => it.textContent)")).as(path).isEqualTo(List.of());
    }

    /** On paper, charts once kept the window's width, and output covered the text below it. */
    @ParameterizedTest
    @ValueSource(strings = {"targets/web", "targets/import", "incidents/import"})
    void on_paper_a_page_has_no_buttons_and_nothing_runs_out_of_its_card(String path) {
        open(path);
        if (path.startsWith("targets")) {
            assertThat(page.locator("#charts canvas").first()).isVisible();
        }

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(700, 1000);

        assertThat(page.locator(".actions, .bar button, dialog, .top nav").filter(
                new Locator.FilterOptions().setVisible(true))).hasCount(0);
        assertThat(page.evaluate("[...document.querySelectorAll('.card')].filter(card => [...card.querySelectorAll("
                + "'canvas, .log, .line, .events li, dd, td')].some(it => it.offsetParent && !it.closest('details:not([open])')"
                + " && (it.getBoundingClientRect().right > card.getBoundingClientRect().right + 1"
                + " || it.getBoundingClientRect().bottom > card.getBoundingClientRect().bottom + 1)))"
                + ".map(card => card.querySelector('h2').textContent)")).as(path).isEqualTo(List.of());
    }

    @Test
    void on_a_slow_network_a_page_is_read_at_once_and_its_actions_ask() {
        page = profile.newPage();
        CDPSession network = profile.newCDPSession(page);
        JsonObject slow = new JsonObject();
        slow.addProperty("offline", false);
        slow.addProperty("latency", 300);
        slow.addProperty("downloadThroughput", 100 * 1024);
        slow.addProperty("uploadThroughput", 100 * 1024);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", slow);

        page.navigate(runner.record("console") + "targets/import");
        assertThat(page.locator("#head .sentence")).containsText("connection refused");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove import")).click();

        assertThat(page.locator("dialog")).isVisible();
        assertThat(page.locator("body")).not().hasClass("stale");
        assertThat(page.locator("#lost")).isHidden();
    }

    @Test
    void why_a_target_was_given_up_is_one_click_from_its_page() {
        open("targets/import");
        assertThat(page.locator("#incident a")).containsText("connection refused");
        assertThat(page.locator("#events .bar a").first()).hasAttribute("href", "/incidents?target=import");
        open("");
        row("import").getByText("Why?").click();
        assertThat(page.locator("#incident h1")).containsText("import");
        open("targets/import");
        page.locator("#events a", new Page.LocatorOptions().setHasText("Why?")).first().click();

        assertThat(page.locator("#incident .sentence")).containsText("connection refused");
        page.locator("a", new Page.LocatorOptions().setHasText("All of import")).click();
        assertThat(page.locator("main .events li").first()).containsText("import");
    }

    @Test
    void what_the_incidents_of_a_target_have_in_common_is_on_its_page_with_its_proof() throws IOException {
        open("targets/loop");
        Locator card = page.locator("#patterns");
        assertThat(card).containsText("in a crash loop from ");
        assertThat(card).containsText("chance makes such a pattern in ");
        assertThat((Integer) card.locator("a").count()).isGreaterThanOrEqualTo(6);
        Files.createDirectories(SCREENSHOTS);
        for (String theme : List.of("light", "dark")) {
            Chromium.theme(page, theme);
            take("patterns-" + theme, 1440, 900);
            take("patterns-phone-" + theme, 360, 740);
            page.locator("#patterns").screenshot(new Locator.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve("patterns-card-" + theme + ".png")));
        }

        page.locator("#patterns a").first().click();
        assertThat(page.locator("#incident h1")).containsText("loop");
    }

    @ParameterizedTest
    @CsvSource({"overview, ''", "target, targets/web", "runner, runner", "incident, incidents/worker"})
    void pictures_of_the_pages_are_taken(String name, String path) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        if (path.startsWith("incidents")) {
            breach("worker");
        }
        open(path);
        for (String theme : List.of("light", "dark")) {
            Chromium.theme(page, theme);
            take(name + "-" + theme, 1440, 900);
        }
        Chromium.theme(page, "light");
        take(name + "-phone", 360, 740);
    }

    /** Produces an incident with a history of samples. */
    private void breach(String name) {
        open("targets/" + name);
        change("0.1MiB");
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incident", name).all()).contains("memory"));
        change("");
        page.navigate(runner.record("console"));
        assertThat(row(name)).not().containsText("OVER", soon());
    }

    private void take(String name, int width, int height) throws IOException {
        page.setViewportSize(width, height);
        page.reload();
        assertThat(page.locator("main h1")).isAttached();
        byte[] picture = page.screenshot();

        Files.write(SCREENSHOTS.resolve(name + ".png"), picture, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(picture.length).isLessThan(300_000);
    }
}
