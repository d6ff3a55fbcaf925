package dev.dpm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests in a real browser who can log in to the console, and what the console shows when a session has ended. */
@Needs(Tool.CHROMIUM)
class ConsoleLoginIT extends ConsoleBench {

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
    void a_form_outlives_its_session_and_is_saved_after_a_login_in_another_tab() {
        BrowserContext brief = chromium.profile();
        page = logIn(brief, product);
        page.navigate(runner.record("console") + "targets/web");
        page.locator("#configuration").getByRole(AriaRole.BUTTON).first().click();
        page.locator("#field-max_restarts").fill("17");
        brief.clearCookies();
        Locator save = page.locator("dialog").getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Save"));
        save.click();
        assertThat(page.locator("dialog").getByRole(AriaRole.ALERT)).containsText("no longer logged in");
        assertThat(page.locator("dialog").getByRole(AriaRole.ALERT)).isInViewport();
        assertThat(page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK)).hasAttribute("target", "_blank");

        Page tab = logIn(brief, product);
        tab.close();

        assertThat(page.locator("dialog").getByRole(AriaRole.ALERT)).containsText("logged in again", soon());
        assertThat(page.locator("#field-max_restarts")).hasValue("17");
        save.click();
        assertThat(page.locator("dialog")).isHidden();
        assertThat(page.locator("#configuration")).containsText(Pattern.compile("max_restarts\\s*17"), soon());
        brief.close();
    }
}
