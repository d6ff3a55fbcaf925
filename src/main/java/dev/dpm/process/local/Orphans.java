package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.dpm.process.Cookie;
import dev.dpm.process.ProcessIdentity;

/**
 * The orphans that were reparented to the runner (their subreaper), with the incarnation that their cookie or cgroup
 * names.
 *
 * <p> Fifty targets ask in every sampling round, so nothing is read again while the kernel's list stays the same, and
 * the environment of each orphan is read once.
 */
final class Orphans {

    private static final long INIT = 1;
    /** Variables that may differ between processes begun in one container, by user, folder and shell. */
    private static final Set<String> ONES_OWN = Set.of("HOME", "TERM", "PWD", "OLDPWD", "SHLVL", "_");

    private final ProcFiles proc;
    private final long self;
    private final Map<String, String> ownEnvironment;
    private final AtomicReference<Look> last = new AtomicReference<>(
            new Look(new byte[0], Present.of(List.of()), true));

    Orphans(ProcFiles proc, long self, Map<String, String> ownEnvironment) {
        this.proc = proc;
        this.self = self;
        this.ownEnvironment = ownEnvironment;
    }

    /** Every child that the kernel lists for the runner. Main processes of targets are mostly among them. */
    Present now() {
        // the kernel gives orphans to the first living thread of the subreaper, which is its main thread (exit.c)
        byte[] listed = proc.childrenOfThread(self, self);
        Look known = last.get();
        if (known.complete && Arrays.equals(known.children, listed)) {
            return known.present;
        }
        Look fresh = look(ProcFiles.numbers(listed), known.present.all(), listed);
        last.set(fresh);
        return fresh.present;
    }

    private Look look(long[] pids, List<Orphan> known, byte[] children) {
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
        return new Look(children, Present.of(orphans), complete);
    }

    private Orphan read(ProcessIdentity identity) {
        byte[] environ = proc.environ(identity.pid());
        // within execve(2) the environment is empty for a moment: such a process is read again next time
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(identity.pid())));
        return new Orphan(identity, cookie, environ.length > 0, cookie.isEmpty() && isVisitor(environ));
    }

    /**
     * Whether an orphan was begun by somebody who entered the container ({@code docker exec}); its parent's end leaves
     * it to the container's first process. Such a process has every variable that the container gave the runner; a
     * target's process that replaced its environment does not.
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
     * An orphan of the runner.
     *
     * @param cookie the cookie that it carried when first seen; empty: none
     * @param isRead whether its environment could be read
     * @param isVisitor somebody who entered the container began it
     */
    record Orphan(ProcessIdentity identity, Optional<Cookie> cookie, boolean isRead, boolean isVisitor) {
    }

    /**
     * The orphans of one moment. With hundreds of targets each has hundreds of orphans that are another's: what is a
     * target's own is found without a look at those.
     *
     * @param marked those with a cookie, by cookie
     * @param unmarked those without
     */
    record Present(List<Orphan> all, Map<Cookie, List<Orphan>> marked, List<Orphan> unmarked) {

        private static Present of(List<Orphan> all) {
            return new Present(List.copyOf(all), all.stream().filter(orphan -> orphan.cookie().isPresent())
                    .collect(Collectors.groupingBy(orphan -> orphan.cookie().orElseThrow())),
                    all.stream().filter(orphan -> orphan.cookie().isEmpty()).toList());
        }

        List<Orphan> of(Cookie cookie) {
            return marked.getOrDefault(cookie, List.of());
        }
    }

    /** What the kernel listed, and what that meant. */
    private static final class Look {
        private final byte[] children;
        private final Present present;
        private final boolean complete;

        Look(byte[] children, Present present, boolean complete) {
            this.children = children;
            this.present = present;
            this.complete = complete;
        }
    }
}
