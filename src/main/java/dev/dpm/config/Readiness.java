package dev.dpm.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.config.Settings.Setting;
import dev.dpm.process.Expression;

/**
 * How a launched target shows that it is ready.
 *
 * @param by the sign by which the runner sees that the target is ready
 * @param output the expression that a line of the target's output must match; empty: none
 * @param timeout the longest time in the state STARTING, after which the launch counts as failed
 * @param watchdog the longest time between two {@code WATCHDOG=1} messages (sd_notify(3)); empty: none are expected
 */
public record Readiness(ReadyBy by, Optional<Expression> output, Duration timeout, Optional<Duration> watchdog) {

    /** The sign by which the runner sees that a launched target is ready and thus RUNNING. */
    public enum ReadyBy {
        /** The target is ready when its process has run for {@code --start_seconds}. */
        ALIVE,
        /** The target is ready when each of its checks has passed once. */
        CHECK,
        NOTIFY,
        /** The target is ready when a line of its output has matched {@code --ready_output}. */
        OUTPUT
    }

    static Readiness of(Settings settings) {
        return new Readiness(by(settings), settings.find(Options.READY_OUTPUT), settings.get(Options.START_TIMEOUT),
                settings.get(Options.WATCHDOG_SECONDS));
    }

    private static ReadyBy by(Settings settings) {
        boolean isOfOutput = settings.given(Options.READY).isEmpty()
                && settings.given(Options.READY_OUTPUT).isPresent();
        return isOfOutput ? ReadyBy.OUTPUT : settings.get(Options.READY);
    }

    public boolean isAwaited() {
        return by != ReadyBy.ALIVE;
    }

    /** Whether the target itself reports that it is ready. */
    public boolean isReportedByTarget() {
        return by == ReadyBy.NOTIFY || by == ReadyBy.OUTPUT;
    }

    /** Whether the target gets a socket for messages (NOTIFY_SOCKET of sd_notify(3)). */
    public boolean hasSocket() {
        return by == ReadyBy.NOTIFY || watchdog.isPresent();
    }

    /** Why a target with these settings can never become ready; empty: it can. */
    public static Optional<ConfigFault> fault(Settings settings) {
        Optional<Setting> ready = settings.given(Options.READY);
        Optional<Setting> output = settings.given(Options.READY_OUTPUT);
        ReadyBy by = by(settings);
        if (by == ReadyBy.CHECK && !Checks.of(settings).isAny()) {
            return ready.map(given -> ConfigFault.of(given.origin(), Options.READY,
                    "'check' is not allowed without a check; allowed: together with http_check, tcp_check or "
                            + "exec_check"));
        }
        if (by == ReadyBy.OUTPUT && output.isEmpty()) {
            return ready.map(given -> ConfigFault.of(given.origin(), Options.READY,
                    "'output' is not allowed without ready_output; allowed: together with it"));
        }
        if (by != ReadyBy.OUTPUT && output.isPresent()) {
            return output.map(given -> ConfigFault.of(given.origin(), Options.READY_OUTPUT,
                    "is not allowed together with ready " + by.name().toLowerCase(Locale.ROOT)
                            + "; allowed: alone, or with ready output"));
        }
        boolean isRead = Output.of(settings).isToFile();
        return output.filter(given -> !isRead).map(given -> ConfigFault.of(given.origin(), Options.READY_OUTPUT,
                "is not allowed where the output goes to no file; allowed: with output file, both, journald, syslog or a path"));
    }
}
