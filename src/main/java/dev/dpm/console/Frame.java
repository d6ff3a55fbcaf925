package dev.dpm.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Guard;
import dev.dpm.api.Session;

/**
 * What every page has around its own content.
 *
 * @param title of the tab
 * @param troubles how many targets are in trouble, 10 stands for more; the icon shows it
 * @param address of the page itself, to come back to
 * @param live address of the stream that keeps the page true; empty: it stays as it is
 * @param host of this machine or pod
 * @param theme light or dark; empty: as the reader's system
 * @param csrf what a form carries; empty where the caller has no session
 * @param notice a sentence about what was just done; empty: none
 * @param now milliseconds since 1970, by which the page's times are relative
 */
public record Frame(String title, int troubles, String address, String live, String host, String theme, String csrf,
        String notice, long now) {

    /** The cookie that holds the theme; it tells nothing else, and runners on one host share it. */
    static final String THEME_COOKIE = "dpm_theme";
    static final Set<String> THEMES = Set.of("light", "dark");

    private static final Logger LOG = Logger.getLogger(Frame.class);
    private static final int MOST_TROUBLES = 10;
    /** proc(5): what uname -n says; in a pod its name. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Around a page that somebody with a session sees; takes the session's notice. */
    static Frame of(RoutingContext context, String title, long troubles, String live) {
        Optional<Session> session = Guard.session(context);
        Cookie theme = context.request().getCookie(THEME_COOKIE);
        return new Frame(title, (int) Math.min(MOST_TROUBLES, troubles), context.request().uri(), live, hostName(),
                theme != null && THEMES.contains(theme.getValue()) ? theme.getValue() : "",
                session.map(Session::csrf).orElse(""), session.flatMap(Session::takeNotice).orElse(""),
                Instant.now().toEpochMilli());
    }

    /** Around a page that anybody sees. */
    static Frame bare(String title) {
        return new Frame(title, 0, "/", "", "", "", "", "", Instant.now().toEpochMilli());
    }

    public boolean isTheme(String name) {
        return theme.equals(name);
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            LOG.debugf("the host's name could not be read reason=%s", e);
            return "this machine";
        }
    }
}
