package dev.dpm.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.dpm.process.ProcessIdentity;

/**
 * Observes the process of a runner to find out whether it works, however slowly, or hangs. For use by one thread.
 *
 * <p>
 * The signs of work are processor time, and threads that are runnable or wait for a disk. An idle runner, too, works
 * briefly now and then, so the process counts as working only if at least a quarter of the last 20 observations found
 * work. Observations are counted instead of seconds, since the observing process itself may have to wait for a
 * processor.
 */
public final class SignsOfLife {

    /** The shortest time between two observations of the process; a call that comes earlier observes nothing. */
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

    /** Observes the process once. A call within a tenth of a second after the last observation is ignored. */
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

    /**
     * Whether the process worked in at least a quarter of the last 20 observations. True as long as fewer than 20
     * observations were made.
     */
    public boolean isWorking() {
        long often = busy.stream().filter(Boolean::booleanValue).count();
        return busy.size() < LOOKS || often * LEAST_SHARE >= busy.size();
    }

    /**
     * How long the process has done no work, as a lower bound: a tenth of a second for each observation since the
     * process began to count as not working.
     */
    public Duration quietFor() {
        return BETWEEN.multipliedBy(quietLooks);
    }

    public ProcessIdentity process() {
        return process;
    }
}
