package dev.dpm.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.dpm.config.RunnerSpec;
import dev.dpm.event.Component;
import dev.dpm.history.UsageHistory;
import dev.dpm.supervision.Supervisor;

/** Writes the usage history to the disk every 4 s, so that a killed runner loses at most the last 4 s. */
final class UsageKeeper {

    private static final Component PART = Component.HISTORY;
    private static final Duration PERIOD = Duration.ofSeconds(4);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration TIDY_LOGS = Duration.ofMinutes(1);

    private final UsageHistory history;
    private final Supervisor supervisor;
    private final Supplier<RunnerSpec> spec;
    private final PeriodicTask logs;
    private boolean faulty;

    /** @param tidyLogs deletes old events and log files */
    UsageKeeper(UsageHistory history, Supervisor supervisor, Supplier<RunnerSpec> spec, Runnable tidyLogs) {
        this.history = history;
        this.supervisor = supervisor;
        this.spec = spec;
        this.logs = new PeriodicTask(Component.LOG_RETENTION, tidyLogs, supervisor::fault);
    }

    void begin(Housekeeping house) {
        house.every(PERIOD, new PeriodicTask(PART, this::flush, supervisor::fault)).every(TIDY_LOGS, logs)
                .every(TIDY, new PeriodicTask(Component.HISTORY_RETENTION, this::tidy, supervisor::fault));
    }

    synchronized void flush() {
        Optional<String> trouble;
        try {
            trouble = history.flush();
        } catch (RuntimeException | Error e) {
            trouble = Optional.of(e.toString());
        }
        // the end of a fault is reported only if there was a fault, since each report wakes the supervision loop
        if (trouble.isPresent() || faulty) {
            supervisor.fault(PART, trouble);
        }
        faulty = trouble.isPresent();
    }

    private void tidy() {
        try {
            history.trim(name -> supervisor.snapshot().targets().stream()
                    .anyMatch(target -> target.spec().name().value().equals(name)), spec.get().logRetention());
            supervisor.fault(Component.HISTORY_RETENTION, Optional.empty());
        } catch (IOException | RuntimeException e) {
            supervisor.fault(Component.HISTORY_RETENTION,
                    Optional.of("old history cannot be deleted: " + e.getMessage()));
        }
    }
}
