package dev.dpm.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.value.HostPort;

/**
 * The health checks of a target, as its settings ask for them.
 *
 * @param http a URL that must answer with success; empty: no such check
 * @param tcp an address that must accept connections; empty: no such check
 * @param exec a command for {@code /bin/sh -c} that must end with exit code 0; empty: no such check
 * @param interval the time between two runs of a check
 * @param timeout the longest time of one run of a check
 * @param failures the number of failed runs of a check in a row after which the runner reacts
 * @param startGrace the time after a launch in which failed runs do not count
 * @param watchdog the longest time between two {@code WATCHDOG=1} messages of the target (sd_notify(3)); empty: none is
 *     expected
 */
public record Checks(Optional<URI> http, Optional<HostPort> tcp, Optional<String> exec, Duration interval,
        Duration timeout, int failures, Duration startGrace, Optional<Duration> watchdog) {

    /**
     * Whether the target has a check that the runner runs itself. The watchdog is none, since the target itself sends the
     * messages.
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
