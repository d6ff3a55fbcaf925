package dev.dpm.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a target is asked, and how often.
 *
 * @param http an address that must answer
 * @param tcp an address that must take connections
 * @param exec a command for {@code /bin/sh -c} that must end with 0
 * @param interval between two of the same kind
 * @param timeout of each
 * @param failures failed checks in a row that are acted upon
 * @param startGrace from the process's start, in which nothing is judged
 */
public record Checks(Optional<URI> http, Optional<HostPort> tcp, Optional<String> exec, Duration interval,
        Duration timeout, int failures, Duration startGrace) {

    /** Whether the target is asked anything. */
    public boolean isAny() {
        return http.isPresent() || tcp.isPresent() || exec.isPresent();
    }

    static Checks of(Settings settings) {
        return new Checks(settings.get(Options.HTTP_CHECK), settings.get(Options.TCP_CHECK),
                settings.get(Options.EXEC_CHECK), settings.get(Options.CHECK_INTERVAL),
                settings.get(Options.CHECK_TIMEOUT), settings.get(Options.CHECK_FAILURES),
                settings.get(Options.START_GRACE));
    }
}
