package dev.dpm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Tests in a real browser that everybody can read and use the console: on a phone, enlarged, on paper, by keyboard alone
 * and with a screen reader. Takes the pictures of the documentation.
 */
@Needs(Tool.CHROMIUM)
class ConsoleLookIT extends ConsoleBench {

    /**
     * Hides all but five lines of output from axe, the accessibility checker: the lines are alike, and checking a
     * thousand of them would take minutes.
     */
    private static final String MOST_LINES = ".log .line:nth-child(n+6)";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @ParameterizedTest
    @ValueSource(strings = {"", "targets/web", "targets/hostile", "targets/" + LONG_NAME, "runner", "events",
            "targets/web/output", "targets/web/ask/stop", "targets/nobody", "incidents", "incidents/import",
            "targets/loop"})
    void no_page_scrolls_sideways_on_a_phone(String path) {
        open(path).setViewportSize(360, 740);

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path)
                .isLessThanOrEqualTo(360);
    }

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

    /** The test's width is half of a window that is 1440 pixels wide. */
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
    void the_chosen_theme_stays() {
        open("");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark")).click();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        open("runner");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark")).click();
        assertThat((Boolean) page.evaluate("!document.documentElement.dataset.theme")).isTrue();
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
            // the themes differ only in their colours, so the dark theme is checked only for contrast
            for (Rule rule : (theme.equals("dark") ? axe.withRules(List.of("color-contrast")) : axe).analyze()
                    .getViolations()) {
                violations.add(theme + " /" + path + " " + rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().get(0).getHtml());
            }
        }

        assertThat(violations).isEmpty();
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
        if (path.startsWith("incidents")) {
            assertThat(page.evaluate("[...document.querySelectorAll('.scroll')].every("
                    + "it => it.scrollWidth <= it.clientWidth + 1)")).as("its processes fit").isEqualTo(true);
        }
    }

    /** Produces an incident with samples of the time before it. */
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
