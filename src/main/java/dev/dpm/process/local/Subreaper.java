package dev.dpm.process.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.sun.jna.LastErrorException;

import dev.dpm.process.ProcessIdentity;

/**
 * Lets orphaned descendants come to the runner instead of pid 1, and buries them. May be asked from several threads.
 */
public final class Subreaper {

    /** prctl(2). */
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    /** waitpid(2). */
    private static final int WNOHANG = 1;
    /** Java waits for its own children within milliseconds; what lies about this long is not one of them. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();
    private final Duration rest;
    private Map<ProcessIdentity, Long> firstSeenNanos = Map.of();

    public Subreaper() {
        this(REST);
    }

    Subreaper(Duration rest) {
        this.rest = rest;
    }

    /** Why JNA could not be loaded: later uses of it only say that it was not. */
    private static volatile String unavailable = "";

    /** Brings in what {@link #become} calls the kernel with: a tenth of a second that can pass beside other things. */
    public static void prepare() {
        try {
            Class.forName(Kernel.class.getName());
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
     * Reaps the zombies among our children that Java did not launch and that have been zombies for a second. Without
     * descriptors to look with, they lie until the next time.
     *
     * @param ownChildren pids that Java waits for itself
     * @return how many were reaped
     */
    public synchronized int reapOrphans(Set<Long> ownChildren) {
        try {
            return reap(ownChildren);
        } catch (UncheckedIOException cannotLook) {
            return 0;
        }
    }

    private int reap(Set<Long> ownChildren) {
        Map<ProcessIdentity, Long> lying = new HashMap<>();
        int reaped = 0;
        // the kernel gives orphans to the first living thread of the subreaper, which is the first one (exit.c)
        for (long pid : ProcFiles.numbers(proc.childrenOfThread(self, self))) {
            Optional<ProcessIdentity> zombie = ownChildren.contains(pid) ? Optional.empty() : zombie(pid);
            if (zombie.isPresent() && isDue(zombie.get(), lying) && reap(pid)) {
                lying.remove(zombie.get());
                reaped++;
            }
        }
        firstSeenNanos = lying;
        return reaped;
    }

    private Optional<ProcessIdentity> zombie(long pid) {
        return proc.stat(pid).filter(ProcStat::isGone).map(proc::identity);
    }

    private boolean isDue(ProcessIdentity zombie, Map<ProcessIdentity, Long> lying) {
        long now = System.nanoTime();
        long since = firstSeenNanos.getOrDefault(zombie, now);
        lying.put(zombie, since);
        return now - since >= rest.toNanos();
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
