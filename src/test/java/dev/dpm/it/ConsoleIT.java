package dev.dpm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests in a real browser, against the packaged jar, what people do in the console and what the console shows them. */
@Needs(Tool.CHROMIUM)
class ConsoleIT extends ConsoleBench {

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

        // the first words may be over before a slow browser has shown them
        assertThat(page.locator(".note")).containsText(Pattern.compile("web|RUNNING: restarted"), soon());
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
     * The newest whole line of the output. A rotation cuts the file at a block's end, so the file may begin within a
     * line, and for a moment end within one.
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
            // a tab in the background is hidden, but a headless browser must be told to report the tab as hidden
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
}
