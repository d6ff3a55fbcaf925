package dev.dpm.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.value.HostPort;

/**
 * The checks of a target and their timing.
 *
 * @param http a URL of the target that must answer with success; empty if the target has no such check
 * @param tcp an address of the target that must accept connections; empty if the target has no such check
 * @param exec a command for {@code /bin/sh -c} that must end with exit code 0; empty if the target has no such check
 * @param interval the time between two runs of the same check
 * @param timeout the longest time of one run of a check
 * @param failures the number of failed runs of the same check in a row after which the runner reacts
 * @param startGrace the time from the start of the target's process in which no failure of a check counts
 * @param watchdog the longest time between two {@code WATCHDOG=1} messages of the target; a longer time counts as a
 *     failed check
 */
public record Checks(Optional<URI> http, Optional<HostPort> tcp, Optional<String> exec, Duration interval,
        Duration timeout, int failures, Duration startGrace, Optional<Duration> watchdog) {

    /**
     * Whether the runner itself runs a check of the target, such as an HTTP request. The watchdog does not count, since
     * the target sends the results of that check.
     */
    public boolean isAny() {
        return http.isPresent() || tcp.isPresent() || exec.isPresent();
    }

    public static Checks of(Settings settings) {
        return new Checks(settings.get(Options.HTTP_CHECK), settings.get(Options.TCP_CHECK),
                settings.get(Options.EXEC_CHECK), settings.get(Options.CHECK_INTERVAL),
                settings.get(Options.CHECK_TIMEOUT), settings.get(Options.CHECK_FAILURES),
                settings.get(Options.START_GRACE), settings.get(Options.WATCHDOG_SECONDS));
    }
}
