package dev.dpm.process.local;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Parents and ancestors of processes. Each process is read once, so an object serves one look only. */
final class Lineage {

    private final ProcFiles proc;
    private final Map<Long, Long> parents = new HashMap<>();

    Lineage(ProcFiles proc) {
        this.proc = proc;
    }

    /**
     * The parent's pid; 0 where there is none: the first process of a pid namespace, or one whose parent is outside of
     * it.
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
