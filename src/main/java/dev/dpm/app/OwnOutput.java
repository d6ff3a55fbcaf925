package dev.dpm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

import dev.dpm.daemon.BoundedOutput;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Component;
import dev.dpm.supervision.Supervisor;

/** Shortens the file that receives the daemon's own stdout and stderr if the file is too large. */
final class OwnOutput {

    private static final Duration PERIOD = Duration.ofSeconds(4);

    private OwnOutput() {
    }

    static void begin(RuntimeDirectory home, Supervisor supervisor, Housekeeping house) {
        BoundedOutput.own(home).ifPresent(
                own -> house.every(PERIOD,
                        new PeriodicTask(Component.LOG_RETENTION, () -> trim(own), supervisor::fault)));
    }

    private static void trim(BoundedOutput own) {
        try {
            own.trim(Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException("the daemon's own output could not be shortened", e);
        }
    }
}
