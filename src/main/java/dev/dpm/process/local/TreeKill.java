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
 * Kills all processes of a target, which may fork meanwhile. The processes of the first search are killed at once. Processes
 * that a later search finds are stopped before they are killed, since a stopped process cannot fork.
 */
final class TreeKill {

    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** How long the process with the newest pid is examined again and again, between two searches of the machine. */
    private static final Duration FORK_CHAIN_TIME = Duration.ofMillis(5);
    private static final int QUIET_LOOKS = 2;

    private final LocalTargetProcesses targetProcesses;
    private final Supplier<Set<ProcessIdentity>> kin;
    private final Supplier<List<ProcessIdentity>> youngest;

    /**
     * Creates an object that kills the processes of one target.
     *
     * @param kin finds all living processes of the target
     * @param youngest finds the process with the newest pid, if it belongs to the target
     */
    TreeKill(LocalTargetProcesses targetProcesses, Supplier<Set<ProcessIdentity>> kin,
            Supplier<List<ProcessIdentity>> youngest) {
        this.targetProcesses = targetProcesses;
        this.kin = kin;
        this.youngest = youngest;
    }

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
            stopForkChain(frozen);
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

    /**
     * Stops a chain of forks, in which each process forks the next one and ends at once. A search of the machine always
     * misses the living process of the chain, but this process has the newest pid.
     */
    private void stopForkChain(Set<ProcessIdentity> frozen) {
        long end = System.nanoTime() + FORK_CHAIN_TIME.toNanos();
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
