package dev.dpm.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.config.Settings.Setting;
import dev.dpm.process.Expression;

/**
 * How the runner finds out that a launched target is ready and may become RUNNING, and how often the target must report
 * that it is alive.
 *
 * @param by the evidence by which the target becomes RUNNING
 * @param output the expression that a line of the target's output must match, if a line of output is the evidence
 * @param timeout the longest time in which the target may stay in STARTING without the evidence; after this time the
 *     launch counts as failed
 * @param watchdog the longest time between two {@code WATCHDOG=1} messages of the target; empty if the target need not
 *     send any
 */
public record Readiness(ReadyBy by, Optional<Expression> output, Duration timeout, Optional<Duration> watchdog) {

    /** The evidence by which a launched target becomes RUNNING. */
    public enum ReadyBy {
        /** The target's process has run for {@code --start_seconds}. */
        ALIVE,
        /** Each of the target's checks has passed once. */
        CHECK,
        /** The target has sent {@code READY=1} to its NOTIFY_SOCKET (sd_notify(3)). */
        NOTIFY,
        /** A line of the target's output has matched {@code --ready_output}. */
        OUTPUT
    }

    static Readiness of(Settings settings) {
        return new Readiness(by(settings), settings.find(Options.READY_OUTPUT), settings.get(Options.START_TIMEOUT),
                settings.get(Options.WATCHDOG_SECONDS));
    }

    /**
     * The evidence of readiness that a target's settings demand. If they contain an expression for the output and no
     * other demand, the evidence is a line of output.
     */
    private static ReadyBy by(Settings settings) {
        boolean isOfOutput = settings.given(Options.READY).isEmpty()
                && settings.given(Options.READY_OUTPUT).isPresent();
        return isOfOutput ? ReadyBy.OUTPUT : settings.get(Options.READY);
    }

    /** Whether the target must show evidence of readiness; false if only the time since its launch counts. */
    public boolean isAwaited() {
        return by != ReadyBy.ALIVE;
    }

    /** Whether the target itself reports its readiness, by a message or by a line of output. */
    public boolean isReportedByTarget() {
        return by == ReadyBy.NOTIFY || by == ReadyBy.OUTPUT;
    }

    /** Whether the runner makes a NOTIFY_SOCKET (sd_notify(3)), a socket on which the target reports its state. */
    public boolean hasSocket() {
        return by == ReadyBy.NOTIFY || watchdog.isPresent();
    }

    /** The reason why a target with these settings could never become ready; empty if the target can become ready. */
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
