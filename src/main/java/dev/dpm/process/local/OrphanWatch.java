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
 * Has children and orphans buried the moment they end: a thread that sleeps in the kernel until some child of the runner
 * is a zombie.
 *
 * <p>
 * The thread only looks (waitid(2) with WNOWAIT). Java's own threads wait for the children that Java made, and a zombie
 * of theirs is gone a moment later. So is one of a child that was launched in one step and is not known yet.
 */
public final class OrphanWatch {

    /** waitid(2): any child of any thread. */
    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    /** Of siginfo_t on x86-64 and arm64, and of si_pid in it (sigaction(2)). */
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_PID = 16;

    private static final long INIT = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    /** Where Java does not get round to its own zombie, which the kernel goes on telling of. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);
    /** Who enters a container from outside leaves orphans to its first process, whether that has a child or not. */
    private static final Duration LOOK_FOR_VISITORS = Duration.ofMillis(100);

    private final IntSupplier reap;
    private final Semaphore births = new Semaphore(0);
    private boolean hasBegun;

    /** @param reap buries every zombie that is ours to bury, and answers how many */
    public OrphanWatch(IntSupplier reap) {
        this.reap = reap;
    }

    /**
     * Begins the watch where it has not begun, on a thread of its own that ends with the JVM.
     *
     * @return why there is none
     */
    public synchronized Optional<String> begin() {
        Optional<String> missing = hasBegun
                ? Optional.empty()
                : OwnThread.begin("dpm-orphans", ExitWatch.STACK_BYTES, this::watch)
                        .map(why -> "orphans of targets stay zombies: " + why);
        hasBegun |= missing.isEmpty();
        return missing;
    }

    /** The runner has a child from now on: without one there is nothing to wait for in the kernel. */
    public void born() {
        births.release();
    }

    private void watch() {
        try (Memory siginfo = new Memory(SIGINFO_BYTES)) {
            while (true) {
                births.drainPermits();
                if (isTold(siginfo, 0)) {
                    reapAll(siginfo);
                } else {
                    awaitBirth();
                }
            }
        } catch (LinkageError unavailable) {
            // without JNA the sampling rounds reap, at their pace
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reapAll(Memory siginfo) {
        Duration pause = FIRST_PAUSE;
        while (reaped() == 0 && isTold(siginfo, Subreaper.WNOHANG)) {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /** Whatever goes wrong once: without this thread no end of a child would be told any more. */
    private int reaped() {
        try {
            return reap.getAsInt();
        } catch (RuntimeException | OutOfMemoryError trouble) {
            return 0;
        }
    }

    /** Waits until the kernel tells of a zombie, or with WNOHANG only asks; false where there is none, or no child. */
    private static boolean isTold(Memory siginfo, int flags) {
        while (true) {
            try {
                // asked in vain, the kernel says so by the pid 0
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
