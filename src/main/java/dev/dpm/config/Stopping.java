package dev.dpm.config;

import java.time.Duration;

import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * How a target is stopped, and which of its processes get signals.
 *
 * @param signal the signal that asks the target to end
 * @param grace time from that signal to KILL
 * @param scope the processes that get that signal
 * @param passTo the processes that get the signals that {@code run} passes on
 */
public record Stopping(Signal signal, Duration grace, StopScope scope, StopScope passTo) {

    static Stopping of(Settings settings) {
        return new Stopping(settings.get(Options.STOP_SIGNAL), settings.get(Options.STOP_GRACE),
                settings.get(Options.STOP_SCOPE), settings.get(Options.PASS_TO));
    }
}
