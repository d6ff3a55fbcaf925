package dev.dpm.config;

import java.time.Duration;

import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * How the runner stops a target, and which processes of the target get signals.
 *
 * @param signal the signal with which the runner begins a stop, and at which the target should end itself
 * @param grace the time between that signal and SIGKILL, which the runner sends if the target still runs
 * @param scope the processes that get the first signal
 * @param passTo the processes that get the signals that the command {@code run} passes on to its target
 */
public record Stopping(Signal signal, Duration grace, StopScope scope, StopScope passTo) {

    static Stopping of(Settings settings) {
        return new Stopping(settings.get(Options.STOP_SIGNAL), settings.get(Options.STOP_GRACE),
                settings.get(Options.STOP_SCOPE), settings.get(Options.PASS_TO));
    }
}
