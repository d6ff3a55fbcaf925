package dev.dpm.process.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses.Refusal;

/**
 * Ends processes that may fork while they are being ended. First all get KILL. Where others have come meanwhile, killing
 * one by one is a race, so they are frozen first: a stopped process forks no more and does not notice that its children
 * go; when two looks in a row find nobody new, all get KILL.
 */
final class TreeKill {

    /** One go; whoever ordered it looks again and orders the next. */
    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** Between two looks over the machine the youngest process alone is asked again and again. */
    private static final Duration CHASE = Duration.ofMillis(5);
    private static final int QUIET_LOOKS = 2;

    private final LocalTargetProcesses targetProcesses;
    private final Supplier<Set<ProcessIdentity>> kin;
    private final Supplier<List<ProcessIdentity>> youngest;

    /**
     * @param kin who lives of the target now
     * @param youngest the machine's youngest process, where it is the target's
     */
    TreeKill(LocalTargetProcesses targetProcesses, Supplier<Set<ProcessIdentity>> kin,
            Supplier<List<ProcessIdentity>> youngest) {
        this.targetProcesses = targetProcesses;
        this.kin = kin;
        this.youngest = youngest;
    }

    /** Answers whom the kernel would not let us end. */
    List<Refusal> perform() {
        Set<ProcessIdentity> hit = new LinkedHashSet<>(kin.get());
        List<Refusal> refusals = new ArrayList<>(targetProcesses.signal(hit, Signal.KILL));
        Set<ProcessIdentity> fresh = without(kin.get(), hit);
        if (!fresh.isEmpty()) {
            refusals.addAll(targetProcesses.signal(frozen(fresh, hit), Signal.KILL));
        }
        return refusals;
    }

    private Set<ProcessIdentity> frozen(Set<ProcessIdentity> first, Set<ProcessIdentity> hit) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Set<ProcessIdentity> frozen = new LinkedHashSet<>();
        Set<ProcessIdentity> fresh = first;
        int quiet = 0;
        while (quiet < QUIET_LOOKS && System.nanoTime() < end) {
            freeze(fresh, frozen);
            chase(frozen);
            fresh = without(without(kin.get(), frozen), hit);
            quiet = fresh.isEmpty() ? quiet + 1 : 0;
        }
        frozen.addAll(fresh);
        return frozen;
    }

    private void freeze(Set<ProcessIdentity> fresh, Set<ProcessIdentity> frozen) {
        targetProcesses.signal(fresh, Signal.STOP);
        frozen.addAll(fresh);
    }

    /** A chain, in which each process forks the next and ends, is never where the last look saw it, but always youngest. */
    private void chase(Set<ProcessIdentity> frozen) {
        long end = System.nanoTime() + CHASE.toNanos();
        while (System.nanoTime() < end) {
            freeze(without(new LinkedHashSet<>(youngest.get()), frozen), frozen);
        }
    }

    private static Set<ProcessIdentity> without(Set<ProcessIdentity> some, Set<ProcessIdentity> others) {
        Set<ProcessIdentity> rest = new LinkedHashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
