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
 * A walk from processes to all their descendants. Its cost depends on the number of these processes, and not on the
 * number of processes of the machine.
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

    private Optional<ProcStat> child(ProcStat parent, long pid) {
        Optional<ProcStat> child = proc.stat(pid).filter(stat -> stat.parent() == parent.pid());
        torn |= child.isEmpty();
        return child;
    }

    void fromUnlessFound(ProcessIdentity root) {
        if (!found.contains(root)) {
            from(root);
        }
    }

    List<ProcessIdentity> found() {
        return List.copyOf(found);
    }

    /** Whether the process trees changed during the walk, so that a process may be missing. */
    boolean isTorn() {
        return torn;
    }
}
