package dev.dpm.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;

import dev.dpm.testing.Tool;

/**
 * Debian's Chromium, driven by Playwright. All tests of a class share one browser, since a start takes a second or two.
 */
final class Chromium implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    /** Starts the browser; skips the tests on a machine without one. */
    Chromium() {
        Path program = Tool.CHROMIUM.orSkip();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** Opens a new browser profile. */
    BrowserContext profile(Consumer<Browser.NewContextOptions> wishes) {
        Browser.NewContextOptions options = new Browser.NewContextOptions().setViewportSize(1440, 900);
        wishes.accept(options);
        BrowserContext profile = browser.newContext(options);
        profile.setDefaultTimeout(30_000);
        profile.onPage(page -> {
            page.onPageError(error -> complaints.add(page.url() + ": " + error));
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy") || message.text().contains("Refused to")) {
                    complaints.add(page.url() + ": " + message.text());
                }
            });
        });
        return profile;
    }

    BrowserContext profile() {
        return profile(wishes -> {
        });
    }

    /** The errors of scripts on the pages, and everything that the content security policy blocked. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    static void theme(Page page, String name) {
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(name.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
