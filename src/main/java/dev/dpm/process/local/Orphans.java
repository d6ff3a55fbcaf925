package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.process.Cookie;
import dev.dpm.process.ProcessIdentity;

/**
 * The processes that came to the runner as their subreaper, and whose they are by their cookie or their
 * cgroup.
 *
 * <p>
 * Fifty targets ask in every sampling round, so nothing is read again while the kernel's list stays the same, and the
 * environment of each orphan is read once.
 */
final class Orphans {

    private static final long INIT = 1;
    /** What differs between two processes that begin in one container, by their user, their folder and their shell. */
    private static final Set<String> ONES_OWN = Set.of("HOME", "TERM", "PWD", "OLDPWD", "SHLVL", "_");

    private final ProcFiles proc;
    private final long self;
    private final Map<String, String> ownEnvironment;
    private final AtomicReference<Look> last = new AtomicReference<>(new Look("", List.of(), true));

    Orphans(ProcFiles proc, long self, Map<String, String> ownEnvironment) {
        this.proc = proc;
        this.self = self;
        this.ownEnvironment = ownEnvironment;
    }

    /** Every child that the kernel gave to us. A target's main process may be among them. */
    List<Orphan> now() {
        // the kernel gives orphans to the first living thread of the subreaper, which is the first one (exit.c)
        byte[] listed = proc.childrenOfThread(self, self);
        String children = new String(listed, StandardCharsets.ISO_8859_1);
        Look known = last.get();
        if (known.isComplete() && known.children().equals(children)) {
            return known.orphans();
        }
        Look fresh = look(ProcFiles.numbers(listed), known.orphans(), children);
        last.set(fresh);
        return fresh.orphans();
    }

    private Look look(long[] pids, List<Orphan> known, String children) {
        List<Orphan> orphans = new ArrayList<>();
        boolean complete = true;
        for (long pid : pids) {
            Optional<ProcessIdentity> identity = proc.identify(pid);
            if (identity.isEmpty()) {
                continue;
            }
            Orphan orphan = known.stream().filter(old -> old.isRead() && old.identity().equals(identity.get()))
                    .findFirst().orElseGet(() -> read(identity.get()));
            complete &= orphan.isRead();
            orphans.add(orphan);
        }
        return new Look(children, List.copyOf(orphans), complete);
    }

    private Orphan read(ProcessIdentity identity) {
        byte[] environ = proc.environ(identity.pid());
        // execve(2) shows an empty environment for a moment: such a one is looked at again next time
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(identity.pid())));
        return new Orphan(identity, cookie, environ.length > 0, cookie.isEmpty() && isVisitor(environ));
    }

    /**
     * What somebody began in the container ({@code docker exec}) and left behind comes to its first process as well. It
     * has every variable that the container gave the runner; what replaced a target's environment has not.
     */
    private boolean isVisitor(byte[] environ) {
        List<String> variables = List.of(new String(environ, StandardCharsets.ISO_8859_1).split("\0"));
        List<String> ofContainer = ownEnvironment.entrySet().stream()
                .filter(variable -> !ONES_OWN.contains(variable.getKey()))
                .map(variable -> variable.getKey() + "=" + variable.getValue()).toList();
        return self == INIT && !ofContainer.isEmpty() && Cookie.in(environ).isEmpty()
                && variables.containsAll(ofContainer);
    }

    /**
     * @param cookie what it carried when first seen; empty where it carried none
     * @param isRead whether there was an environment to read
     * @param isVisitor it was begun by somebody who entered the container
     */
    record Orphan(ProcessIdentity identity, Optional<Cookie> cookie, boolean isRead, boolean isVisitor) {
    }

    private record Look(String children, List<Orphan> orphans, boolean isComplete) {
    }
}
