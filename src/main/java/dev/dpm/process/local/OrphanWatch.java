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
 * Makes the runner reap children and orphans at the moment of their end. A thread sleeps in the kernel until a child of
 * the runner is a zombie.
 *
 * <p> The wait itself reaps nothing (waitid(2) with WNOWAIT). Java's own thread reaps the children that Java created. A
 * child that {@link Spawn} has just launched is reaped once the launcher has recorded that child.
 */
public final class OrphanWatch {

    /**
     * The arguments of waitid(2): wait for any child ({@code P_ALL}) that has ended ({@code WEXITED}), and leave the
     * zombie to be reaped later ({@code WNOWAIT}).
     */
    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    /** Bytes of a siginfo_t on x86-64 and arm64, and the offset of si_pid in it (sigaction(2)). */
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_PID = 16;

    private static final long INIT = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    /**
     * The longest pause between two waits while Java has not yet reaped a zombie. Without a pause, the kernel would
     * report the same zombie again at once.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);
    /**
     * How often a runner that is pid 1 of a container searches for zombies while it has no children. Commands of a
     * person who entered the container from outside may become the runner's children.
     */
    private static final Duration LOOK_FOR_VISITORS = Duration.ofMillis(100);

    private final IntSupplier reap;
    private final Semaphore births = new Semaphore(0);
    private boolean hasBegun;

    /**
     * Makes the watch that reaps ended children.
     *
     * @param reap reaps every zombie that the runner has to reap, and returns their number
     */
    public OrphanWatch(IntSupplier reap) {
        this.reap = reap;
    }

    /**
     * Begins the watch unless it has begun, on a thread that runs until the JVM ends.
     *
     * @return why the thread could not be started; empty: the watch has begun
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
     * Wakes the watch after the runner has got a new child. Without children the kernel has nothing to wait for, so
     * the watch sleeps until this call.
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
            // JNA cannot be loaded, so this thread ends; zombies are then reaped only after each round of samples
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

    /**
     * Reaps zombies and returns their number. Catches every exception: without this thread, no end of a child would be
     * reported any more.
     */
    private int reaped() {
        try {
            return reap.getAsInt();
        } catch (RuntimeException | OutOfMemoryError trouble) {
            return 0;
        }
    }

    /**
     * Whether the kernel reports a zombie among the runner's children. The call waits until there is one, or, with the
     * flag WNOHANG, returns at once. False: the runner has no zombie, or no child.
     */
    private static boolean isZombieReported(Memory siginfo, int flags) {
        while (true) {
            try {
                // the kernel sets the pid to 0 where no zombie exists
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
