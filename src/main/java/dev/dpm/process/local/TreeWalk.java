package dev.dpm.process.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.ProcessIdentity;

/**
 * One walk through process trees, along the children that the kernel lists for each process. The duration of the walk
 * depends on the size of these trees, and not on the number of processes of the machine.
 */
final class TreeWalk {

    private final ProcFiles proc;
    private final long self;
    private final Set<Long> visited = new HashSet<>();
    private final Set<ProcessIdentity> found = new LinkedHashSet<>();
    private boolean torn;

    TreeWalk(ProcFiles proc, long self) {
        this.proc = proc;
        this.self = self;
    }

    /** Adds a process and its descendants to the result of the walk. Returns whether the process lives. */
    boolean from(ProcessIdentity root) {
        Optional<ProcStat> alive = proc.alive(root);
        Deque<ProcStat> toVisit = new ArrayDeque<>();
        alive.ifPresent(toVisit::add);
        while (!toVisit.isEmpty()) {
            ProcStat stat = toVisit.remove();
            if (stat.isGone() || stat.pid() == self || stat.pid() == 1 || !visited.add(stat.pid())) {
                continue;
            }
            found.add(proc.identity(stat));
            for (long child : proc.children(stat)) {
                child(stat, child).ifPresent(toVisit::add);
            }
        }
        return alive.isPresent();
    }

    /**
     * The {@code /proc/PID/stat} of a child process. Empty: the child has ended since the kernel listed it, and its
     * pid is free or belongs to a process with another parent.
     */
    private Optional<ProcStat> child(ProcStat parent, long pid) {
        Optional<ProcStat> child = proc.stat(pid).filter(stat -> stat.parent() == parent.pid());
        torn |= child.isEmpty();
        return child;
    }

    /**
     * Adds a process and its descendants to the result of the walk, unless the process was already found as a
     * descendant of another process.
     */
    void fromUnlessFound(ProcessIdentity root) {
        if (!found.contains(root)) {
            from(root);
        }
    }

    /** Every living process that the walk has found, parents before their children. */
    List<ProcessIdentity> found() {
        return List.copyOf(found);
    }

    /** Whether the process trees changed during the walk, so that the walk may have missed a process. */
    boolean isTorn() {
        return torn;
    }
}
