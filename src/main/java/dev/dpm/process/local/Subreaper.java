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

    /** The operation of prctl(2) that makes a process a subreaper. */
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    /** A flag of waitpid(2), and masks for the parts of the status that waitpid returns. */
    static final int WNOHANG = 1;
    private static final int SIGNAL_BITS = 0x7f;
    private static final int CODE_BITS = 0xff;

    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();
    private final ReentrantLock reaping = new ReentrantLock();

    /** Why JNA cannot be loaded; empty text: no failure. Later failures do not say it again. */
    private static volatile String unavailable = "";

    /** Loads the calls for {@link #become}, in a tenth of a second. */
    public static void prepare() {
        try {
            Class.forName(Kernel.class.getName());
            Spawn.ofThisMachine();
        } catch (ClassNotFoundException | LinkageError reason) {
            unavailable = ", " + reason;
        }
    }

    /** Makes the runner the subreaper. Returns why not; empty: it is. */
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
     * Reaps zombies among orphans, unless another thread does. <p> Orphans are listed under the main thread (exit.c); a child of
     * Java moves there only when its thread has ended.
     *
     * @param ownChildren pids for which Java waits
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

    /** Reaps an ended child; {@link ExitStatus.Unknown}: another thread was first. Empty: it lives. */
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

    /** Reaps an ended child; {@link ExitStatus.Unknown}: another thread was first. */
    static ExitStatus collect(long pid) {
        try (Memory status = new Memory(Integer.BYTES)) {
            return Kernel.waitpid((int) pid, status, WNOHANG) == pid
                    ? decoded(status.getInt(0))
                    : new ExitStatus.Unknown();
        } catch (LastErrorException | LinkageError refused) {
            return new ExitStatus.Unknown();
        }
    }

    /** Decodes a wait status (wait(2)): the signal in seven bits, or the exit code in the second byte. */
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
                return false; // another thread was first, or the next call reaps it
            }
            throw refused;
        }
    }
}
