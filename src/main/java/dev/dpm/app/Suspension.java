package dev.dpm.app;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.dpm.lifecycle.Life;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.local.OwnSignals;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.TargetSnapshot;

/**
 * Stops and continues the targets along with the runner when the job control of a shell sends the signals TSTP and CONT. The
 * targets get SIGSTOP instead of SIGTSTP, which a process may ignore.
 */
final class Suspension {

    private static final long LOOK_MILLIS = 5;
    /**
     * The largest number of searches for new processes of targets. All searches happen within one second, before the runner
     * stops itself (SIGSTOP).
     */
    private static final int MOST_LOOKS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Assembly assembly;
    private final Supervisor supervisor;
    private final AtomicLong continued = new AtomicLong();
    private boolean suspended;

    Suspension(Assembly assembly, Supervisor supervisor) {
        this.assembly = assembly;
        this.supervisor = supervisor;
    }

    void suspend() {
        suspend(continued.get());
    }

    /**
     * Stops the runner itself (SIGSTOP), unless a CONT has arrived meanwhile.
     * @param before the number of CONT signals that had arrived when the stop was requested
     */
    private synchronized void suspend(long before) {
        suspended = true;
        try {
            stopTargets();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (continued.get() == before) {
            OwnSignals.stopSelf();
        }
    }

    private void stopTargets() throws InterruptedException {
        Set<ProcessIdentity> stopped = new HashSet<>();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Snapshot now = supervisor.freshSnapshot(PATIENCE);
            boolean isNew = stopped.addAll(mains(now));
            if (isNew) {
                tell(now, Signal.STOP);
            } else if (isLaunching(now)) {
                Thread.sleep(LOOK_MILLIS);
            } else {
                return;
            }
        }
    }

    private static List<ProcessIdentity> mains(Snapshot now) {
        return ownLives(now).flatMap(life -> life.main().stream()).toList();
    }

    private static boolean isLaunching(Snapshot now) {
        return ownLives(now).anyMatch(life -> life.main().isEmpty());
    }

    private static Stream<Life> ownLives(Snapshot now) {
        return now.targets().stream().flatMap(target -> target.state().life().stream())
                .filter(life -> !life.attached());
    }

    /**
     * Continues the targets (SIGCONT).
     * @return false: the runner had not stopped the targets
     */
    boolean resume() {
        continued.incrementAndGet();
        return resumeSuspended();
    }

    private synchronized boolean resumeSuspended() {
        boolean resumes = suspended;
        suspended = false;
        if (resumes) {
            tell(supervisor.snapshot(), Signal.CONT);
        }
        return resumes;
    }

    private void tell(Snapshot now, Signal signal) {
        now.targets().forEach(target -> tell(target, signal));
    }

    /**
     * Sends a signal to a target. A target to which the runner has attached gets none, since another program started its
     * process.
     */
    private void tell(TargetSnapshot target, Signal signal) {
        target.state().life().filter(life -> !life.attached()).ifPresent(life -> tell(target, life, signal));
    }

    private void tell(TargetSnapshot target, Life life, Signal signal) {
        life.main().ifPresent(main -> assembly.signal(
                new HashSet<>(assembly.members(new Incarnation(target.spec().name(), life.number()), main)), signal));
    }
}
