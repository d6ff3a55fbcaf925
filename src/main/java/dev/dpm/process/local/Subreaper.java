package dev.dpm.process.local;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/**
 * Lets orphaned descendants come to the runner instead of pid 1, and buries them. May be asked from several threads.
 */
public final class Subreaper {

    /** prctl(2). */
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    /** waitpid(2). */
    static final int WNOHANG = 1;
    private static final int SIGNAL_BITS = 0x7f;
    private static final int CODE_BITS = 0xff;

    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();

    /** Why JNA could not be loaded: later uses of it only say that it was not. */
    private static volatile String unavailable = "";

    /** Brings in what {@link #become} calls the kernel with: a tenth of a second that can pass beside other things. */
    public static void prepare() {
        try {
            Class.forName(Kernel.class.getName());
            Spawn.ofThisMachine();
        } catch (ClassNotFoundException | LinkageError reason) {
            unavailable = ", " + reason;
        }
    }

    /** Makes the runner the subreaper of all it starts from now on. Answers a sentence where that failed. */
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
     * Reaps the zombies that came to us as orphans. Without descriptors to look with, they lie until the next time.
     *
     * <p>
     * The kernel lists them with the first living thread of the subreaper, which is the first one (exit.c). A child that
     * Java made is listed with the thread that forked it, and comes to the first one only with that thread's end: by then
     * the launcher knows it, and whoever else made one has waited for it.
     *
     * @param ownChildren tells the pids that Java waits for itself; asked after the zombies were seen
     * @return how many were reaped
     */
    public synchronized int reapOrphans(Supplier<Set<Long>> ownChildren) {
        try {
            long[] zombies = LongStream.of(ProcFiles.numbers(proc.childrenOfThread(self, self))).filter(this::isZombie)
                    .toArray();
            return zombies.length == 0 ? 0 : reap(zombies, ownChildren.get());
        } catch (UncheckedIOException cannotLook) {
            return 0;
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

    /** Buries a child where it has ended, and tells how; unknown where somebody was quicker. Empty: it lives. */
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

    /** Buries a child that has ended, and tells how it ended; unknown where somebody was quicker. */
    static ExitStatus collect(long pid) {
        try (Memory status = new Memory(Integer.BYTES)) {
            return Kernel.waitpid((int) pid, status, WNOHANG) == pid
                    ? decoded(status.getInt(0))
                    : new ExitStatus.Unknown();
        } catch (LastErrorException | LinkageError refused) {
            return new ExitStatus.Unknown();
        }
    }

    /** As WIFEXITED and its like do: the signal in the lowest seven bits, else the code in the second byte (wait(2)). */
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
                return false; // somebody was quicker, or the next round does it
            }
            throw refused;
        }
    }
}
