package dev.dpm.process.local;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Candidate;
import dev.dpm.process.Cookie;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

/**
 * Finds out whether there is a reason why the runner must not attach to a process. Each search for a process to attach to needs
 * a new object.
 */
final class Objections {

    private static final String JAR = "dpm-runner";

    private final ProcFiles proc;
    private final Lineage lineage;
    private final String homeKey;
    private final Map<ProcessIdentity, TargetName> supervised;
    private final long self = ProcessHandle.current().pid();
    /**
     * The pids of dpm-runner's processes and of their ancestors. These processes may match the user's pattern only because the
     * pattern is among their own arguments.
     */
    private final Set<Long> dpm = new HashSet<>();

    Objections(ProcFiles proc, Lineage lineage, String homeKey, Map<ProcessIdentity, TargetName> supervised,
            List<Candidate> matching) {
        this.proc = proc;
        this.lineage = lineage;
        this.homeKey = homeKey;
        this.supervised = supervised;
        matching.stream().filter(Objections::isDpm).forEach(one -> dpm.addAll(lineage.upFrom(one.pid())));
    }

    /** Whether a process is a JVM that runs dpm-runner, by the name of its jar file. */
    private static boolean isDpm(Candidate candidate) {
        int jar = candidate.arguments().indexOf("-jar") + 1;
        if (jar == 0 || jar >= candidate.arguments().size()) {
            return false;
        }
        String file = candidate.arguments().get(jar);
        return file.substring(file.lastIndexOf('/') + 1).startsWith(JAR);
    }

    boolean isOfDpm(Candidate candidate) {
        return dpm.contains(candidate.pid());
    }

    /** A phrase that says why the runner must not attach to a process; empty: attaching is allowed. */
    Optional<String> against(Candidate candidate) {
        long pid = candidate.pid();
        if (pid == 1) {
            return Optional.of("pid 1 is never attached to");
        }
        if (lineage.upFrom(self).contains(pid) || dpm.contains(pid)) {
            return Optional.of("it is a dpm-runner, or a dpm-runner descends from it");
        }
        return ownedBy(pid).map(owner -> "it belongs to " + owner);
    }

    private Optional<String> ownedBy(long pid) {
        Set<Long> line = lineage.upFrom(pid);
        for (Map.Entry<ProcessIdentity, TargetName> other : supervised.entrySet()) {
            long main = other.getKey().pid();
            if (proc.isAlive(other.getKey()) && (line.contains(main) || lineage.upFrom(main).contains(pid))) {
                return Optional.of("the tree of target " + other.getValue());
            }
        }
        if (line.contains(self)) {
            return Optional.of("this runner");
        }
        return Cookie.in(proc.environ(pid)).filter(cookie -> cookie.homeKey().equals(homeKey))
                .map(cookie -> "target " + cookie.incarnation().target() + " of this runner");
    }
}
