package dev.dpm.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.dpm.process.ProcessIdentity;

/**
 * Finds out whether a process works, however slowly, or hangs. A process counts as working if at least a quarter of the
 * last 20 looks found that it had used processor time, or had a thread that was runnable or waited for a disk. For use by
 * one thread.
 */
public final class HangDetector {

    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int LOOKS = 20;
    private static final int LEAST_SHARE = 4;

    private final ProcFs proc;
    private final ProcessIdentity process;
    private final Deque<Boolean> busy = new ArrayDeque<>();
    private String used = "";
    private long lookedAt = System.nanoTime() - BETWEEN.toNanos();
    private int quietLooks;

    public HangDetector(ProcessIdentity process) {
        this(ProcFs.system(), process);
    }

    HangDetector(ProcFs proc, ProcessIdentity process) {
        this.proc = proc;
        this.process = process;
    }

    /** Looks once at whether the process works. A call within a tenth of a second after the last look is ignored. */
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

    /** Whether at least a quarter of the last 20 calls of {@link #look} found that the process had used CPU or was ready to run.
     * True while there were fewer than 20 calls. */
    public boolean isWorking() {
        long often = busy.stream().filter(Boolean::booleanValue).count();
        return busy.size() < LOOKS || often * LEAST_SHARE >= busy.size();
    }

    /** For how long, at least, the process has shown no sign of work. */
    public Duration quietFor() {
        return BETWEEN.multipliedBy(quietLooks);
    }

    public ProcessIdentity process() {
        return process;
    }
}
