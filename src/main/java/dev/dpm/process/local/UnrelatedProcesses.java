package dev.dpm.process.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Processes of no target, by environment and cgroups. Each is examined once, since it keeps both. Thread-safe. */
final class UnrelatedProcesses {

    /** The age in clock ticks from which a process is recorded. A younger one may still call execve(2). */
    static final long SETTLED_TICKS = 500;
    /** The pid of kthreadd, the parent of kernel threads. */
    private static final long KTHREADD = 2;

    /** The start time of each process in clock ticks, by pid. */
    private final Map<Long, Long> starts = new ConcurrentHashMap<>();

    boolean has(ProcStat stat) {
        Long start = starts.get(stat.pid());
        return start != null && start == stat.startTicks();
    }

    /**
     * Records a process.
     *
     * @param environ empty: only a kernel thread is recorded, since it may be unreadable
     * @param now clock ticks after boot; 0: unknown
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
