package dev.dpm.process.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The processes whose environment and cgroups were found to name no target of this runner. A process keeps both for its
 * life, unless it calls exec in its first moments, so a process is examined only once. May be used from several
 * threads.
 */
final class Strangers {

    /** The age from which a process counts, in clock ticks: a child that has not called execve(2) yet is younger. */
    static final long SETTLED_TICKS = 500;
    /** The pid of the process from which all kernel threads descend. */
    private static final long KTHREADD = 2;

    /** The moment when each process started, by pid: another process may get the pid later. */
    private final Map<Long, Long> starts = new ConcurrentHashMap<>();

    boolean has(ProcStat stat) {
        Long start = starts.get(stat.pid());
        return start != null && start == stat.startTicks();
    }

    /**
     * Remembers a process that names no target.
     *
     * @param environ the process's environment. A process with an empty environment is not remembered, since the
     *     environment may only be unreadable; kernel threads are remembered nevertheless
     * @param now the present moment in clock ticks after boot; 0: unknown
     */
    void add(ProcStat stat, byte[] environ, long now) {
        if (now - stat.startTicks() >= SETTLED_TICKS && (environ.length > 0 || isKernelThread(stat))) {
            starts.put(stat.pid(), stat.startTicks());
        }
    }

    /** Forgets the processes that are not among these pids. */
    void keep(long[] pids) {
        Set<Long> present = LongStream.of(pids).boxed().collect(Collectors.toSet());
        starts.keySet().retainAll(present);
    }

    /** Kernel threads have no memory of their own, and neither a session nor a group. */
    private static boolean isKernelThread(ProcStat stat) {
        return (stat.pid() == KTHREADD || stat.parent() == KTHREADD) && stat.residentPages() == 0
                && stat.session() == 0 && stat.group() == 0;
    }
}
