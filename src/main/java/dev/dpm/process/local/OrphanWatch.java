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
 * Reaps children and orphans at their end. A thread sleeps in waitid(2), which with WNOWAIT reaps nothing; Java reaps its own
 * children.
 */
public final class OrphanWatch {

    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    /** Bytes of a siginfo_t on x86-64 and arm64, and the offset of si_pid in it (sigaction(2)). */
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_PID = 16;

    private static final long INIT = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    /** The longest pause while Java has not reaped a zombie. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);
    /** How often a runner that is pid 1 searches for zombies without children, since somebody may enter the container. */
    private static final Duration LOOK_FOR_VISITORS = Duration.ofMillis(100);

    private final IntSupplier reap;
    private final Semaphore births = new Semaphore(0);
    private boolean hasBegun;

    /**
     * Makes an instance.
     *
     * @param reap reaps every zombie, and returns their number
     */
    public OrphanWatch(IntSupplier reap) {
        this.reap = reap;
    }

    /**
     * Starts the thread that waits for orphans.
     *
     * @return why the thread could not be started; empty: it runs
     */
    public synchronized Optional<String> begin() {
        Optional<String> missing = hasBegun
                ? Optional.empty()
                : OwnThread.begin("dpm-orphans", ExitWatch.STACK_BYTES, this::watch)
                        .map(why -> "orphans of targets stay zombies: " + why);
        hasBegun |= missing.isEmpty();
        return missing;
    }

    /** Wakes the watch for a new child, without which the kernel has nothing to wait for. */
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
            // without JNA, zombies are reaped after each round of samples
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

    /** Reaps zombies. Catches every exception, since this thread must go on. */
    private int reaped() {
        try {
            return reap.getAsInt();
        } catch (RuntimeException | OutOfMemoryError trouble) {
            return 0;
        }
    }

    /** Whether a child is a zombie. Waits for one, unless WNOHANG is set. */
    private static boolean isZombieReported(Memory siginfo, int flags) {
        while (true) {
            try {
                // the pid stays 0 without a zombie
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
