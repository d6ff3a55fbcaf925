package dev.dpm.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.lifecycle.HealthPolicy;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.local.NotifySocket;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.TargetSnapshot;

/**
 * Sends messages to the service manager that started the runner ({@code Type=notify} of systemd.service(5)): start, status,
 * end, and keep-alive messages (sd_watchdog_enabled(3)).
 */
final class ServiceManager implements AutoCloseable {

    private static final String WATCHDOG = "WATCHDOG_USEC";
    /** The time between two status messages if the service manager requests no keep-alive messages. */
    private static final Duration WITHOUT_WATCHDOG = Duration.ofSeconds(30);
    /** How long the supervision loop may make no iteration. After that, no keep-alive message (WATCHDOG=1) is sent. */
    private static final Duration STUCK = Duration.ofSeconds(10);
    private static final int MOST_NAMED = 5;
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Optional<NotifySocket> socket;
    private final Supervisor supervisor;
    private final Duration period;
    private boolean hasEnded;

    ServiceManager(Map<String, String> environment, Supervisor supervisor) {
        this.socket = NotifySocket.of(environment);
        this.supervisor = supervisor;
        this.period = watchdog(environment, ProcessHandle.current().pid()).map(limit -> limit.dividedBy(2))
                .orElse(WITHOUT_WATCHDOG);
    }

    static Optional<Duration> watchdog(Map<String, String> environment, long self) {
        boolean isOurs = environment.getOrDefault("WATCHDOG_PID", Long.toString(self)).equals(Long.toString(self));
        try {
            long micros = Long.parseLong(environment.getOrDefault(WATCHDOG, "0"));
            return isOurs && micros > 0
                    ? Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    void begin(StandingThreads threads) {
        if (socket.isEmpty()) {
            return;
        }
        socket.get().send("READY=1\n" + status(supervisor.snapshot()))
                .ifPresent(why -> supervisor.note(new RunnerEvent.RunnerNoted(Component.SERVICE_MANAGER, why)));
        threads.begin("service-manager", this::tellUntilEnded);
    }

    private void tellUntilEnded() {
        long pause = Math.max(period.toMillis(), SHORTEST.toMillis());
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(pause);
                boolean turns = supervisor.sinceHeartbeat().compareTo(STUCK) < 0;
                tell(status(supervisor.snapshot()) + (turns ? "\nWATCHDOG=1" : ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String status(Snapshot snapshot) {
        List<TargetSnapshot> wanted = snapshot.targets().stream().filter(ServiceManager::counts).toList();
        List<TargetSnapshot> unwell = wanted.stream().filter(target -> !isWell(target, snapshot.at())).toList();
        String which = unwell.stream().limit(MOST_NAMED)
                .map(target -> target.spec().name() + " " + target.state().phase())
                .collect(Collectors.joining(", "));
        return "STATUS=" + (wanted.isEmpty()
                ? "no targets"
                : wanted.size() - unwell.size() + " of " + wanted.size() + " well"
                        + (which.isEmpty() ? "" : ": " + which));
    }

    private static boolean counts(TargetSnapshot target) {
        return !target.state().phase().isAtRest() || target.wanted() || target.state().phase().isTrouble()
                || target.state().ledger().failed();
    }

    private static boolean isWell(TargetSnapshot target, Duration now) {
        return target.state().phase() == Phase.RUNNING
                && HealthPolicy.of(target.state(), target.spec(), now) == Health.UP;
    }

    /**
     * Reports to the service manager that the configuration is being reread. The message contains the time of {@code
     * CLOCK_MONOTONIC} (systemd.service(5), Type=notify-reload).
     * @return reports the end of the reload
     */
    Runnable reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        return () -> tell("READY=1\n" + status(supervisor.snapshot()));
    }

    /** Reports to the service manager that the runner ends. */
    @Override
    public synchronized void close() {
        tell("STOPPING=1");
        hasEnded = true;
    }

    private synchronized void tell(String message) {
        if (!hasEnded) {
            // a message that cannot be sent is not repeated, since the next one follows at the next interval
            var unused = socket.flatMap(manager -> manager.send(message));
        }
    }
}
