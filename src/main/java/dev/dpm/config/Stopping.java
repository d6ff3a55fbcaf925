package dev.dpm.config;

import java.time.Duration;

import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * How a target is stopped.
 *
 * @param signal the first signal
 * @param grace the time from the first signal until SIGKILL
 * @param scope the processes of the target that get the first signal
 * @param passTo the processes of the target that get the signals that {@code run} receives and passes on
 */
public record Stopping(Signal signal, Duration grace, StopScope scope, StopScope passTo) {

    static Stopping of(Settings settings) {
        return new Stopping(settings.get(Options.STOP_SIGNAL), settings.get(Options.STOP_GRACE),
                settings.get(Options.STOP_SCOPE), settings.get(Options.PASS_TO));
    }
}
