package dev.dpm.config;

import java.time.Duration;

import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * How a target is stopped.
 *
 * @param signal the first signal
 * @param grace the time until SIGKILL
 * @param scope the processes that get the first signal
 * @param passTo the processes that get signals that {@code run} passes on
 */
public record Stopping(Signal signal, Duration grace, StopScope scope, StopScope passTo) {

    static Stopping of(Settings settings) {
        return new Stopping(settings.get(Options.STOP_SIGNAL), settings.get(Options.STOP_GRACE),
                settings.get(Options.STOP_SCOPE), settings.get(Options.PASS_TO));
    }
}
