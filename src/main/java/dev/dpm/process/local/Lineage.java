package dev.dpm.process.local;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds parents and ancestors of processes. An instance reads each process only once, so it is valid for one search
 * only.
 */
final class Lineage {

    private final ProcFiles proc;
    private final Map<Long, Long> parents = new HashMap<>();

    Lineage(ProcFiles proc) {
        this.proc = proc;
    }

    /**
     * The pid of the parent of a process. The result is 0 if the process has no visible parent: it is the first
     * process of a pid namespace, or its parent is outside of the namespace.
     */
    long parentOf(long pid) {
        return parents.computeIfAbsent(pid, one -> proc.stat(one).map(ProcStat::parent).orElse(0L));
    }

    /** The pids of a process and all its ancestors. */
    Set<Long> upFrom(long pid) {
        Set<Long> line = new LinkedHashSet<>();
        for (long one = pid; one > 0 && line.add(one);) {
            one = parentOf(one);
        }
        return line;
    }
}
