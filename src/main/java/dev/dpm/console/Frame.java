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
 * What every page has around its content.
 * @param troubles the number of targets that need attention; 10 means more than nine
 * @param address the page's URL
 * @param live the URL from which the page receives updates; empty text: none
 * @param host the name of this machine or pod
 * @param theme {@code light}, {@code dark}, or empty for the theme of the browser's system
 * @param csrf the token that forms of the page contain; empty text: the browser has no session
 * @param notice a sentence about the last action; empty text: none
 * @param now the server's time in milliseconds since 1970
 */
public record Frame(String title, int troubles, String address, String live, String host, String theme, String csrf,
        String notice, long now) {

    /**
     * The cookie with the chosen theme. It has the same name for all runners on a host, since a browser sends it to all ports.
     */
    static final String THEME_COOKIE = "dpm_theme";
    static final Set<String> THEMES = Set.of("light", "dark");

    private static final Logger LOG = Logger.getLogger(Frame.class);
    private static final int MOST_TROUBLES = 10;
    /** The file with the host's name (proc(5)). In a pod, the host's name is the pod's name. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** The frame of a page for a browser with a session. It shows the sentence about the last action once. */
    static Frame of(RoutingContext context, String title, long troubles, String live) {
        Optional<Session> session = Guard.session(context);
        Cookie theme = context.request().getCookie(THEME_COOKIE);
        return new Frame(title, (int) Math.min(MOST_TROUBLES, troubles), context.request().uri(), live, hostName(),
                theme != null && THEMES.contains(theme.getValue()) ? theme.getValue() : "",
                session.map(Session::csrf).orElse(""), session.flatMap(Session::takeNotice).orElse(""),
                Instant.now().toEpochMilli());
    }

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
