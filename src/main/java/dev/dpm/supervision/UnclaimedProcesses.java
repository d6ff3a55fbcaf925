package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses;

/** Ends processes that some target has started, but that cannot be assigned to a target. */
final class UnclaimedProcesses {

    /** The time between SIGTERM and SIGKILL for processes whose target is unknown. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** How long the runner waits, after SIGKILL, for the end of the processes. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final TargetProcesses targetProcesses;
    private final AtomicReference<Set<ProcessIdentity>> told = new AtomicReference<>(Set.of());

    UnclaimedProcesses(TargetProcesses targetProcesses) {
        this.targetProcesses = targetProcesses;
    }

    /** A sentence about processes that were not reported before; empty: there are none. */
    Optional<String> news() {
        try {
            Set<ProcessIdentity> now = Set.copyOf(targetProcesses.unclaimed());
            Set<ProcessIdentity> before = told.getAndSet(now);
            return before.containsAll(now)
                    ? Optional.empty()
                    : Optional
                            .of(words(now.size()) + ": " + pids(now) + "; several targets could have left them behind,"
                                    + " `stop --unclaimed` ends them");
        } catch (UncheckedIOException blind) {
            return Optional.empty();
        }
    }

    String end() {
        try {
            List<ProcessIdentity> found = targetProcesses.unclaimed();
            List<ProcessIdentity> left = asked(asked(found, Signal.TERM, GRACE), Signal.KILL, PATIENCE);
            return left.isEmpty()
                    ? words(found.size()) + " ended: " + pids(found)
                    : words(left.size()) + " could not be ended: " + pids(left);
        } catch (UncheckedIOException blind) {
            return "what nobody claims could not be looked for: " + blind.getMessage();
        }
    }

    private static String words(int count) {
        return count + (count == 1 ? " process" : " processes") + " that nobody claims";
    }

    private static String pids(Collection<ProcessIdentity> processes) {
        return processes.stream().map(one -> Long.toString(one.pid())).sorted().collect(Collectors.joining(", "));
    }

    private List<ProcessIdentity> asked(List<ProcessIdentity> processes, Signal signal, Duration patience) {
        List<ProcessIdentity> left = processes;
        Set<ProcessIdentity> asked = new LinkedHashSet<>();
        for (long looks = patience.dividedBy(LOOK_AGAIN); !left.isEmpty() && looks > 0; looks--) {
            Set<ProcessIdentity> fresh = new LinkedHashSet<>(left);
            fresh.removeAll(asked);
            targetProcesses.signal(fresh, signal);
            targetProcesses.wake(fresh);
            asked.addAll(fresh);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            left = targetProcesses.unclaimed();
        }
        return left;
    }
}
