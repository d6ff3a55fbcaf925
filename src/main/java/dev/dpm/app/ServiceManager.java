package dev.dpm.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.Phase;
import dev.dpm.process.local.NotifySocket;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.Supervisor;

/**
 * Tells the service manager that started the runner ({@code Type=notify} of systemd.service(5)) that supervision has
 * begun, how many targets run, that the loop still turns (sd_watchdog_enabled(3)), and that the runner ends. Does
 * nothing where no service manager listens.
 */
final class ServiceManager implements AutoCloseable {

    private static final String WATCHDOG = "WATCHDOG_USEC";
    /** The time between two status messages where the service manager has no watchdog. */
    private static final Duration WITHOUT_WATCHDOG = Duration.ofSeconds(30);
    /** A loop that has not turned for this long is reported as stuck: no WATCHDOG=1 is sent. */
    private static final Duration STUCK = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Optional<NotifySocket> socket;
    private final Supervisor supervisor;
    private final Duration period;

    ServiceManager(Map<String, String> environment, Supervisor supervisor) {
        this.socket = NotifySocket.of(environment);
        this.supervisor = supervisor;
        this.period = watchdog(environment, ProcessHandle.current().pid()).map(limit -> limit.dividedBy(2))
                .orElse(WITHOUT_WATCHDOG);
    }

    /** How long the service manager waits for the next WATCHDOG=1; empty: it does not wait, or not for this process. */
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

    /** Sends that supervision has begun, and begins the regular messages. */
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
                // a service manager that is away gets the next message
                var unused = socket.get().send(status(supervisor.snapshot()) + (turns ? "\nWATCHDOG=1" : ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String status(Snapshot snapshot) {
        long running = snapshot.targets().stream().filter(target -> target.state().phase() == Phase.RUNNING).count();
        int all = snapshot.targets().size();
        return "STATUS=" + (all == 0
                ? "no targets"
                : running + " of " + all + (all == 1 ? " target" : " targets")
                        + " RUNNING");
    }

    /** Sends that the runner ends. */
    @Override
    public void close() {
        var unused = socket.flatMap(manager -> manager.send("STOPPING=1"));
    }
}
