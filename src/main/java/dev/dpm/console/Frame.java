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
 * What every page has around its own content: head, title, theme.
 *
 * @param title the title of the browser's tab
 * @param troubles the number of targets that need a person's attention, which the tab's icon shows; 10 means more than
 *     nine
 * @param address URL of the page itself, to which the browser returns after a form was submitted
 * @param live URL of the stream of updates; empty if the page is not updated
 * @param host the name of this machine or pod
 * @param theme {@code light} or {@code dark}; empty means the theme of the reader's system
 * @param csrf the CSRF token for the forms of the page; empty if the browser has no session
 * @param notice a sentence about the last action; empty if there was none
 * @param now the server's time in milliseconds since 1970, from which the script computes times such as {@code 5 s ago}
 */
public record Frame(String title, int troubles, String address, String live, String host, String theme, String csrf,
        String notice, long now) {

    /**
     * The name of the cookie that stores only the theme. A browser sends the cookie to all runners on one host, so all
     * of them show the same theme.
     */
    static final String THEME_COOKIE = "dpm_theme";
    static final Set<String> THEMES = Set.of("light", "dark");

    private static final Logger LOG = Logger.getLogger(Frame.class);
    private static final int MOST_TROUBLES = 10;
    /**
     * The file from which the runner reads the name of this host (proc(5)). In a pod, the file contains the pod's name.
     */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /**
     * The frame of a page for a browser with a session. The sentence about the last action is removed from the session,
     * so it is shown once.
     */
    static Frame of(RoutingContext context, String title, long troubles, String live) {
        Optional<Session> session = Guard.session(context);
        Cookie theme = context.request().getCookie(THEME_COOKIE);
        return new Frame(title, (int) Math.min(MOST_TROUBLES, troubles), context.request().uri(), live, hostName(),
                theme != null && THEMES.contains(theme.getValue()) ? theme.getValue() : "",
                session.map(Session::csrf).orElse(""), session.flatMap(Session::takeNotice).orElse(""),
                Instant.now().toEpochMilli());
    }

    /** The frame of a page for a browser without a session, such as the login page. */
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
