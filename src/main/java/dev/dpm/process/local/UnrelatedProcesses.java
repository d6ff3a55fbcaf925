package dev.dpm.process.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The processes whose environment and cgroups name no target of this runner. A process keeps both for its whole life,
 * unless it calls exec in its first moments, so each process is examined only once. Several threads may use one
 * instance.
 */
final class UnrelatedProcesses {

    /**
     * The age, in clock ticks of 10 ms, from which a process is recorded. A younger process may not have called
     * execve(2) yet, which replaces its environment.
     */
    static final long SETTLED_TICKS = 500;
    /** The pid of kthreadd, from which all other kernel threads descend. */
    private static final long KTHREADD = 2;

    /**
     * The start time of each recorded process in clock ticks since boot, by pid. A process is identified by both,
     * since the kernel may give the pid to another process later.
     */
    private final Map<Long, Long> starts = new ConcurrentHashMap<>();

    boolean has(ProcStat stat) {
        Long start = starts.get(stat.pid());
        return start != null && start == stat.startTicks();
    }

    /**
     * Records a process whose environment and cgroups name no target of this runner.
     *
     * @param environ the process's environment. If it is empty, the process is recorded only if it is a kernel thread:
     *     the runner may merely be unable to read the environment of another process
     * @param now the present moment in clock ticks after boot; 0: unknown
     */
    void add(ProcStat stat, byte[] environ, long now) {
        if (now - stat.startTicks() >= SETTLED_TICKS && (environ.length > 0 || isKernelThread(stat))) {
            starts.put(stat.pid(), stat.startTicks());
        }
    }

    /** Drops the recorded processes whose pids are not in this list of the machine's present pids. */
    void keep(long[] pids) {
        Set<Long> present = LongStream.of(pids).boxed().collect(Collectors.toSet());
        starts.keySet().retainAll(present);
    }

    /** Whether a process is a kernel thread, which has no memory of its own, no session and no process group. */
    private static boolean isKernelThread(ProcStat stat) {
        return (stat.pid() == KTHREADD || stat.parent() == KTHREADD) && stat.residentPages() == 0
                && stat.session() == 0 && stat.group() == 0;
    }
}
