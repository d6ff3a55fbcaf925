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
 * The orphans that were reparented to the runner (their subreaper), each with the run of a target that the variable
 * {@code _DPM_COOKIE} or the cgroup of the orphan names.
 */
final class Orphans {

    private static final long INIT = 1;
    /**
     * Environment variables that may differ between two processes of one container, because they depend on the user,
     * the folder and the shell.
     */
    private static final Set<String> ONES_OWN = Set.of("HOME", "TERM", "PWD", "OLDPWD", "SHLVL", "_");

    private final ProcFiles proc;
    private final long self;
    private final Map<String, String> ownEnvironment;
    private final SharedSearch<Present> looks = new SharedSearch<>(this::look);
    private final AtomicReference<Look> last = new AtomicReference<>(
            new Look(new byte[0], Present.of(List.of()), true));

    Orphans(ProcFiles proc, long self, Map<String, String> ownEnvironment) {
        this.proc = proc;
        this.self = self;
        this.ownEnvironment = ownEnvironment;
    }

    /** The children of the runner that the kernel lists now; they usually include the main processes of targets. */
    Present now() {
        Look known = last.get();
        return known.complete && Arrays.equals(known.children, children()) ? known.present : looks.now();
    }

    private byte[] children() {
        // only the main thread's list is read: the kernel gives orphans to the first living thread of the subreaper,
        // which is its main thread (exit.c)
        return proc.childrenOfThread(self, self);
    }

    private Present look() {
        byte[] listed = children();
        Look fresh = look(ProcFiles.numbers(listed), last.get().present.all(), listed);
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
        // during execve(2) the environment is empty for a moment, so such a process is read again at the next search
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(identity.pid())));
        return new Orphan(identity, cookie, environ.length > 0, cookie.isEmpty() && isVisitor(environ));
    }

    /**
     * Whether an orphan was started by somebody who entered the container ({@code docker exec}). Such a process becomes
     * a child of the container's first process, the runner, when its parent ends. The orphan has all variables that the
     * container gave to the runner, unlike a process of a target that replaced its environment.
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
     * An orphan that was reparented to the runner.
     *
     * @param cookie the {@link Cookie} in the orphan's environment or cgroup at the first search; empty: there was none
     * @param isRead whether the orphan's environment could be read
     * @param isVisitor whether the orphan was started by somebody who entered the container
     */
    record Orphan(ProcessIdentity identity, Optional<Cookie> cookie, boolean isRead, boolean isVisitor) {
    }

    /**
     * The orphans of one moment. The map returns the orphans of one target without a search through the orphans of
     * hundreds of other targets.
     *
     * @param marked the orphans with a {@link Cookie}, by cookie
     * @param unmarked the orphans without a {@link Cookie}
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

    /** The runner's children, as the kernel listed them at one search, and the orphans among them. */
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
