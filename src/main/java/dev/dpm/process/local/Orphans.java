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

/** Finds the orphans of targets, which have become children of the runner. */
final class Orphans {

    private static final long INIT = 1;
    /**
     * Environment variables that differ between the processes of one program, by user, working folder and shell. They are
     * ignored where a process's environment is compared with the runner's own.
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

    /** The present children of the runner: orphans and main processes of targets. */
    Present now() {
        Look known = last.get();
        return known.complete && Arrays.equals(known.children, children()) ? known.present : looks.now();
    }

    private byte[] children() {
        // the kernel lists orphans as children of the subreaper's main thread (kernel/exit.c)
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
        // during execve(2), the environment of a process is empty; the next search then reads it again
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(identity.pid())));
        return new Orphan(identity, cookie, environ.length > 0, cookie.isEmpty() && isVisitor(environ));
    }

    /**
     * Whether the process belongs to somebody who entered the container ({@code docker exec}): it has all environment
     * variables that the container gave to the runner.
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
     * A child of the runner that is or may be an orphan.
     *
     * @param cookie the value of its variable {@code _DPM_COOKIE}; empty if it has none
     * @param isRead whether its environment could be read
     * @param isVisitor whether the process belongs to somebody who entered the container
     */
    record Orphan(ProcessIdentity identity, Optional<Cookie> cookie, boolean isRead, boolean isVisitor) {
    }

    /**
     * The children of the runner at one moment that are or may be orphans.
     *
     * @param marked the orphans that have a {@link Cookie}, by this cookie
     * @param unmarked the orphans that have none
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
