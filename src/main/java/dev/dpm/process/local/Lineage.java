package dev.dpm.process.local;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the ancestors of processes. The parent of each process is read only once, so an object of this class is valid for
 * one search only.
 */
final class Lineage {

    private final ProcFiles proc;
    private final Map<Long, Long> parents = new HashMap<>();

    Lineage(ProcFiles proc) {
        this.proc = proc;
    }

    long parentOf(long pid) {
        return parents.computeIfAbsent(pid, one -> proc.stat(one).map(ProcStat::parent).orElse(0L));
    }

    Set<Long> upFrom(long pid) {
        Set<Long> line = new LinkedHashSet<>();
        for (long one = pid; one > 0 && line.add(one);) {
            one = parentOf(one);
        }
        return line;
    }
}
