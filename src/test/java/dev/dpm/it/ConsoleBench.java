package dev.dpm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

/**
 * A runner with targets in many states, and a browser that is logged in to the runner's console. Each test class starts
 * a runner and a browser of its own, which all tests of the class share.
 */
abstract class ConsoleBench {

    static final String LONG_NAME = "a-name-of-sixty-three-characters-which-the-layout-has-to-hold-x";

    static Product product;
    static Runner runner;
    /** A browser profile that is logged in. */
    static BrowserContext profile;
    static Chromium chromium;
    /** The page that {@link #open} opened last. */
    Page page;

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
        // the runner writes an incident while the target continues to run
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

    static String link(Product of) {
        String out = of.dpm("console").expect(0).out();
        return out.lines().filter(line -> line.contains("/login?code=")).findFirst().orElseThrow()
                .replaceAll(".*(http\\S+).*", "$1");
    }

    static Page logIn(BrowserContext profile, Product of) {
        Page page = profile.newPage();
        page.navigate(link(of));
        page.waitForURL(Pattern.compile(".*[0-9]/$"));
        return page;
    }

    Page open(String path) {
        page = profile.newPage();
        page.navigate(runner.record("console") + path);
        return page;
    }

    Locator row(String name) {
        return page.locator("[id='row-" + name + "']");
    }

    static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    void change(String memoryThreshold) {
        page.locator("#configuration").getByRole(AriaRole.BUTTON).first().click();
        page.locator("#field-memory_threshold").fill(memoryThreshold);
        page.locator("dialog").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(page.locator("dialog")).isHidden();
        assertThat(page.locator(".note span")).isVisible();
    }
}
