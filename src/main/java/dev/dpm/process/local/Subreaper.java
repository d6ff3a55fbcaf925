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

/** Makes the runner the subreaper of its descendants, and reaps orphans. Thread-safe. */
public final class Subreaper {

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    /** A flag of waitpid(2). The next two numbers are masks for the parts of the status that waitpid(2) returns. */
    static final int WNOHANG = 1;
    private static final int SIGNAL_BITS = 0x7f;
    private static final int CODE_BITS = 0xff;

    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();
    private final ReentrantLock reaping = new ReentrantLock();

    /**
     * Why the library JNA cannot be loaded; empty text if it was loaded. Only the first failure to load it has a message
     * with the reason.
     */
    private static volatile String unavailable = "";

    /** Loads the system calls for {@link #become}. This takes a tenth of a second. */
    public static void prepare() {
        try {
            Class.forName(Kernel.class.getName());
            Spawn.ofThisMachine();
        } catch (ClassNotFoundException | LinkageError reason) {
            unavailable = ", " + reason;
        }
    }

    /**
     * Makes the runner the subreaper of its descendants (prctl(2)). Returns why this is impossible; empty if it
     * succeeded.
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
     * Reaps the orphans that have ended, unless another thread is doing it.
     *
     * <p>The kernel lists orphans as children of the runner's main thread (kernel/exit.c). A child that Java has started
     * is listed there only after the thread that started it has ended.
     *
     * @param ownChildren returns the pids of children for which Java waits, and which must not be reaped here
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
     * Reaps a child if it has ended. Returns its exit status, or {@link ExitStatus.Unknown} if another thread reaped it
     * before; empty if the child lives.
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
     * Reaps a child that has ended. Returns its exit status, or {@link ExitStatus.Unknown} if another thread reaped it
     * before.
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
     * Decodes the status that waitpid(2) returns: the lowest seven bits are the signal, or else the second byte is the
     * exit code.
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
                return false; // another thread has reaped the child, or the next call of this method will
            }
            throw refused;
        }
    }
}
