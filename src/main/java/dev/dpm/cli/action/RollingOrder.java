package dev.dpm.cli.action;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sorts the targets of a rolling restart: a target follows its dependencies, and targets that are not RUNNING come first. */
public final class RollingOrder {

    private RollingOrder() {
    }

    /**
     * A target of a rolling restart.
     * @param isRunning whether the target is RUNNING when the rolling restart begins
     * @param dependencies the target's direct and indirect dependencies
     */
    public record Candidate(String name, boolean isRunning, Set<String> dependencies) {

        public Candidate {
            dependencies = Set.copyOf(dependencies);
        }
    }

    /** The targets' names in the order of their restarts. */
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
        // the runner refuses circular dependencies, so at least one target has no dependency left
        List<Candidate> choice = free.isEmpty() ? left : free;
        return choice.stream().filter(one -> !one.isRunning()).findFirst().orElse(choice.get(0));
    }
}
