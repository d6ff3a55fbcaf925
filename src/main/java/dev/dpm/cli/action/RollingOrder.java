package dev.dpm.cli.action;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sorts the targets of a rolling restart: each target comes after the targets on which it depends. Where the
 * dependencies allow it, targets that are not RUNNING come first, because their restart makes nothing unavailable that
 * is available now.
 */
public final class RollingOrder {

    private RollingOrder() {
    }

    /**
     * A target of the rolling restart.
     *
     * @param isRunning whether the target is RUNNING when the rolling restart begins
     * @param dependencies the names of all targets on which the target depends, directly or indirectly
     */
    public record Candidate(String name, boolean isRunning, Set<String> dependencies) {

        public Candidate {
            dependencies = Set.copyOf(dependencies);
        }
    }

    /** The names of the targets in the order of their restarts; otherwise equal targets keep the given order. */
    public static List<String> sorted(List<Candidate> given) {
        List<Candidate> left = new ArrayList<>(given);
        Set<String> names = new HashSet<>();
        given.forEach(one -> names.add(one.name()));
        List<String> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            Candidate next = next(left, names);
            left.remove(next);
            names.remove(next.name());
            sorted.add(next.name());
        }
        return sorted;
    }

    private static Candidate next(List<Candidate> left, Set<String> names) {
        List<Candidate> free = left.stream()
                .filter(one -> one.dependencies().stream().noneMatch(names::contains)).toList();
        // the runner refuses targets that depend on each other in a circle, so some target is always free
        List<Candidate> choice = free.isEmpty() ? left : free;
        return choice.stream().filter(one -> !one.isRunning()).findFirst().orElse(choice.get(0));
    }
}
