package dev.dpm.process.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.OwnThread;

/**
 * Reaps the runner's children and orphans when they have ended. A thread sleeps in waitid(2), which with WNOWAIT only
 * reports a zombie and does not reap it, since Java reaps those children that it has started.
 */
public final class OrphanWatch {

    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    /**
     * The number of bytes of a siginfo_t on x86-64 and arm64. {@link #SI_PID} is the offset of si_pid in it
     * (sigaction(2)).
     */
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_PID = 16;

    private static final long INIT = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    /** The longest pause between two attempts to reap, while a zombie is left that only Java may reap. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);
    /**
     * The time between two searches for zombies if the runner is pid 1 of a container and has no children. Somebody may
     * enter the container ({@code docker exec}), and orphans of their processes become children of pid 1.
     */
    private static final Duration LOOK_FOR_VISITORS = Duration.ofMillis(100);

    private final IntSupplier reap;
    private final Semaphore births = new Semaphore(0);
    private boolean hasBegun;

    /**
     * Creates an object. Its thread is started by {@link #begin}.
     *
     * @param reap reaps every zombie among the runner's children, and returns their number
     */
    public OrphanWatch(IntSupplier reap) {
        this.reap = reap;
    }

    /**
     * Starts the thread that waits for orphans.
     *
     * @return why the thread could not be started; empty if it runs
     */
    public synchronized Optional<String> begin() {
        Optional<String> missing = hasBegun
                ? Optional.empty()
                : OwnThread.begin("dpm-orphans", ExitWatch.STACK_BYTES, this::watch)
                        .map(why -> "orphans of targets stay zombies: " + why);
        hasBegun |= missing.isEmpty();
        return missing;
    }

    /**
     * Wakes the thread, since the runner has a new child. Without a child, waitid(2) cannot wait for anything, so the
     * thread sleeps until this call.
     */
    public void born() {
        births.release();
    }

    private void watch() {
        try (Memory siginfo = new Memory(SIGINFO_BYTES)) {
            while (true) {
                births.drainPermits();
                if (isZombieReported(siginfo, 0)) {
                    reapAll(siginfo);
                } else {
                    awaitBirth();
                }
            }
        } catch (LinkageError unavailable) {
            // JNA cannot be loaded; without this thread, zombies are reaped only after each measurement of the targets
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reapAll(Memory siginfo) {
        Duration pause = FIRST_PAUSE;
        while (reaped() == 0 && isZombieReported(siginfo, Subreaper.WNOHANG)) {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /** Reaps zombies and returns their number. All exceptions are caught, since this thread must go on. */
    private int reaped() {
        try {
            return reap.getAsInt();
        } catch (RuntimeException | OutOfMemoryError trouble) {
            return 0;
        }
    }

    /** Whether a child of the runner is a zombie. Waits until there is one, unless {@code flags} contains WNOHANG. */
    private static boolean isZombieReported(Memory siginfo, int flags) {
        while (true) {
            try {
                // the kernel leaves si_pid 0 if there is no zombie
                siginfo.clear();
                Kernel.waitid(P_ALL, 0, siginfo, WEXITED | WNOWAIT | flags);
                return siginfo.getInt(SI_PID) != 0;
            } catch (LastErrorException refused) {
                if (refused.getErrorCode() != Kernel.EINTR) {
                    return false;
                }
            }
        }
    }

    private void awaitBirth() throws InterruptedException {
        if (ProcessHandle.current().pid() == INIT) {
            var unused = births.tryAcquire(LOOK_FOR_VISITORS.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            births.acquire();
        }
    }
}
