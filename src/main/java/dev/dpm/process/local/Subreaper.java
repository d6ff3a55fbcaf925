package dev.dpm.process.local;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/**
 * Makes the runner the subreaper of its descendants, so that orphans are reparented to the runner instead of pid 1, and
 * reaps these orphans. Several threads may use one instance.
 */
public final class Subreaper {

    /** The operation of prctl(2) that makes a process a subreaper. */
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    /** A flag of waitpid(2), and masks for the parts of the status that waitpid returns. */
    static final int WNOHANG = 1;
    private static final int SIGNAL_BITS = 0x7f;
    private static final int CODE_BITS = 0xff;

    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();
    private final ReentrantLock reaping = new ReentrantLock();

    /**
     * Why JNA could not be loaded; an empty text: no failure so far. The reason is stored, because later failures say
     * only that JNA was not loaded.
     */
    private static volatile String unavailable = "";

    /**
     * Loads the native calls that {@link #become} needs. Loading takes a tenth of a second, in which other threads can
     * work.
     */
    public static void prepare() {
        try {
            Class.forName(Kernel.class.getName());
            Spawn.ofThisMachine();
        } catch (ClassNotFoundException | LinkageError reason) {
            unavailable = ", " + reason;
        }
    }

    /**
     * Makes the runner the subreaper of every process that it starts from now on. Returns a sentence if the kernel
     * refused, otherwise empty.
     */
    public Optional<String> become() {
        try {
            Kernel.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
            return Optional.empty();
        } catch (LastErrorException | LinkageError refused) {
            return Optional.of("the runner cannot become a subreaper, so orphans of targets go to pid 1 and may outlive"
                    + " a stop: " + refused.getMessage() + unavailable);
        }
    }

    /**
     * Reaps orphans that are zombies, unless another thread is doing so. If the runner lacks descriptors to read the
     * states of orphans, a later call reaps the zombies.
     *
     * <p>
     * The kernel lists orphans as children of the subreaper's first living thread, its main thread (exit.c). A child
     * that Java made is listed under the thread that forked it, and moves to the main thread only when that thread
     * ends. By then the launcher has recorded the child, or the code that created the child has waited for it.
     *
     * @param ownChildren gives the pids for which Java itself waits; called after the zombies were found
     * @return the number of reaped processes
     */
    public int reapOrphans(Supplier<Set<Long>> ownChildren) {
        if (!reaping.tryLock()) {
            return 0;
        }
        try {
            long[] zombies = LongStream.of(ProcFiles.numbers(proc.childrenOfThread(self, self))).filter(this::isZombie)
                    .toArray();
            return zombies.length == 0 ? 0 : reap(zombies, ownChildren.get());
        } catch (UncheckedIOException cannotLook) {
            return 0;
        } finally {
            reaping.unlock();
        }
    }

    private static int reap(long[] zombies, Set<Long> ownChildren) {
        int reaped = 0;
        for (long pid : zombies) {
            if (!ownChildren.contains(pid) && reap(pid)) {
                reaped++;
            }
        }
        return reaped;
    }

    private boolean isZombie(long pid) {
        return proc.stat(pid).filter(ProcStat::isGone).isPresent();
    }

    /**
     * Reaps a child of the runner if the child has ended, and returns its exit status, which is {@link
     * ExitStatus.Unknown} if another thread reaped the child first. Empty: the child lives.
     */
    static Optional<ExitStatus> ended(long pid) {
        try (Memory status = new Memory(Integer.BYTES)) {
            return Kernel.waitpid((int) pid, status, WNOHANG) == pid
                    ? Optional.of(decoded(status.getInt(0)))
                    : Optional.empty();
        } catch (LastErrorException refused) {
            return refused.getErrorCode() == Kernel.ECHILD
                    ? Optional.of(new ExitStatus.Unknown())
                    : Optional.empty();
        }
    }

    /**
     * Reaps a child of the runner that has ended and returns its exit status, which is {@link ExitStatus.Unknown} if
     * another thread reaped the child first.
     */
    static ExitStatus collect(long pid) {
        try (Memory status = new Memory(Integer.BYTES)) {
            return Kernel.waitpid((int) pid, status, WNOHANG) == pid
                    ? decoded(status.getInt(0))
                    : new ExitStatus.Unknown();
        } catch (LastErrorException | LinkageError refused) {
            return new ExitStatus.Unknown();
        }
    }

    /**
     * Decodes a wait status like the macro WIFEXITED: the signal is in the lowest seven bits; if they are 0, the exit
     * code is in the second byte (wait(2)).
     */
    private static ExitStatus decoded(int status) {
        int signal = status & SIGNAL_BITS;
        return signal == 0
                ? new ExitStatus.Code(status >> Byte.SIZE & CODE_BITS)
                : new ExitStatus.Signaled(new Signal(signal));
    }

    private static boolean reap(long pid) {
        try {
            return Kernel.waitpid((int) pid, null, WNOHANG) == pid;
        } catch (LastErrorException refused) {
            if (refused.getErrorCode() == Kernel.ECHILD || refused.getErrorCode() == Kernel.EINTR) {
                return false; // another thread reaped the child first, or the next call reaps it
            }
            throw refused;
        }
    }
}
