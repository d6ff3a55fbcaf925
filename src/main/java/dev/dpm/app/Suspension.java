package dev.dpm.app;

import java.util.HashSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.dpm.lifecycle.Life;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Signal;
import dev.dpm.process.local.OwnSignals;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.TargetSnapshot;

/**
 * Stops and continues the targets along with the runner, as a shell's job control asks by TSTP and CONT. The targets'
 * main processes lead sessions of their own, which no terminal's key reaches, and may catch TSTP: they get STOP.
 */
final class Suspension {

    private static final long LOOK_MILLIS = 5;
    /** Looks in one second: the person who pressed the key waits for it. */
    private static final int MOST_LOOKS = 200;

    private final Assembly assembly;
    private final Supplier<Snapshot> snapshot;
    private final AtomicLong continued = new AtomicLong();
    private boolean suspended;

    Suspension(Assembly assembly, Supplier<Snapshot> snapshot) {
        this.assembly = assembly;
        this.snapshot = snapshot;
    }

    /** Stops every target, then the runner; returns when somebody has sent CONT. */
    void suspend() {
        suspend(continued.get());
    }

    /** Stops unless a CONT came meanwhile: the runner would stop after it, and nobody would know. */
    private synchronized void suspend(long before) {
        suspended = true;
        awaitLaunches();
        tell(Signal.STOP);
        if (continued.get() == before) {
            OwnSignals.stopSelf();
        }
    }

    /** Waits for launches under way, which take milliseconds: their processes are to be stopped too. */
    private void awaitLaunches() {
        for (int look = 0; look < MOST_LOOKS && isLaunching(); look++) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean isLaunching() {
        return snapshot.get().targets().stream().flatMap(target -> target.state().life().stream())
                .anyMatch(life -> !life.attached() && life.main().isEmpty());
    }

    /** Continues stopped targets; false where none was stopped. */
    boolean resume() {
        continued.incrementAndGet();
        return resumeSuspended();
    }

    private synchronized boolean resumeSuspended() {
        boolean resumes = suspended;
        suspended = false;
        if (resumes) {
            tell(Signal.CONT);
        }
        return resumes;
    }

    private void tell(Signal signal) {
        snapshot.get().targets().forEach(target -> tell(target, signal));
    }

    /** Signals a target, except an attached one: a process that somebody else started is not the runner's to stop. */
    private void tell(TargetSnapshot target, Signal signal) {
        target.state().life().filter(life -> !life.attached()).ifPresent(life -> tell(target, life, signal));
    }

    private void tell(TargetSnapshot target, Life life, Signal signal) {
        life.main().ifPresent(main -> assembly.signal(
                new HashSet<>(assembly.members(new Incarnation(target.spec().name(), life.number()), main)), signal));
    }
}
