package dev.dpm.process.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Remembers the processes that belong to no target, as their environments and cgroups show. Such a process need not be
 * examined again, since it keeps its environment and cgroups. Thread-safe.
 */
final class UnrelatedProcesses {

    /**
     * The age in clock ticks from which a process is recorded. A younger process may still call execve(2), and get
     * another environment.
     */
    static final long SETTLED_TICKS = 500;
    /** The pid of kthreadd, the parent of kernel threads. */
    private static final long KTHREADD = 2;

    /** The start times of the recorded processes in clock ticks after boot, by pid. */
    private final Map<Long, Long> starts = new ConcurrentHashMap<>();

    boolean has(ProcStat stat) {
        Long start = starts.get(stat.pid());
        return start != null && start == stat.startTicks();
    }

    /**
     * Records a process that belongs to no target.
     *
     * @param environ its environment; if it is empty, only a kernel thread is recorded, since the environment of another
     *     process may be unreadable for a moment
     * @param now the present time in clock ticks after boot; 0 if unknown
     */
    void add(ProcStat stat, byte[] environ, long now) {
        if (now - stat.startTicks() >= SETTLED_TICKS && (environ.length > 0 || isKernelThread(stat))) {
            starts.put(stat.pid(), stat.startTicks());
        }
    }

    void keep(long[] pids) {
        Set<Long> present = LongStream.of(pids).boxed().collect(Collectors.toSet());
        starts.keySet().retainAll(present);
    }

    /** Whether a process is a kernel thread, which has no memory, session or group. */
    private static boolean isKernelThread(ProcStat stat) {
        return (stat.pid() == KTHREADD || stat.parent() == KTHREADD) && stat.residentPages() == 0
                && stat.session() == 0 && stat.group() == 0;
    }
}
