package dev.dpm.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.dpm.process.ProcessIdentity;

/**
 * Observes the process of a runner, and tells whether the runner works, however slowly, or hangs. The signs of work are
 * processor time, and threads that are runnable or wait for a disk. An idle runner does a little work now and then, so
 * the process counts as working only if at least a quarter of the last looks found work. Looks are counted instead of
 * seconds, since the observing process may itself have to wait for a processor. For use by one thread.
 */
public final class SignsOfLife {

    /** The shortest time between two observations that count. */
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int LOOKS = 20;
    private static final int LEAST_SHARE = 4;

    private final ProcFs proc;
    private final ProcessIdentity process;
    private final Deque<Boolean> busy = new ArrayDeque<>();
    private String used = "";
    private long lookedAt = System.nanoTime() - BETWEEN.toNanos();
    private int quietLooks;

    public SignsOfLife(ProcessIdentity process) {
        this(ProcFs.system(), process);
    }

    SignsOfLife(ProcFs proc, ProcessIdentity process) {
        this.proc = proc;
        this.process = process;
    }

    /** Observes the process once. A call within a tenth of a second after the last observation does nothing. */
    public void look() {
        long now = System.nanoTime();
        if (now - lookedAt < BETWEEN.toNanos()) {
            return;
        }
        lookedAt = now;
        String usedNow = proc.processorTime(process);
        busy.addLast(!usedNow.equals(used) && !used.isEmpty() || proc.hasRunnableThread(process));
        used = usedNow;
        if (busy.size() > LOOKS) {
            busy.removeFirst();
        }
        quietLooks = isWorking() ? 0 : quietLooks + 1;
    }

    /** Whether the process was at work during the last two seconds; true for a process observed for less. */
    public boolean isWorking() {
        long often = busy.stream().filter(Boolean::booleanValue).count();
        return busy.size() < LOOKS || often * LEAST_SHARE >= busy.size();
    }

    /** How long the process has done no work, as a lower bound; the first two seconds do not count. */
    public Duration quietFor() {
        return BETWEEN.multipliedBy(quietLooks);
    }

    public ProcessIdentity process() {
        return process;
    }
}
