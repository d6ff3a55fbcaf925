package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.Condition;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/**
 * The order in which targets are launched and stopped, by their dependencies. A target is launched as soon as its direct
 * dependencies meet their conditions.
 */
public final class StartOrder {

    private static final String WAITS = "waits for ";

    private final Map<TargetName, Dependencies> targets;
    private final DependencyGraph graph;

    private StartOrder(Map<TargetName, Dependencies> targets) {
        this.targets = targets;
        this.graph = DependencyGraph.of(targets);
    }

    /**
     * Makes the start order.
     *
     * @param targets every known target with its dependencies
     */
    public static StartOrder of(Map<TargetName, Dependencies> targets) {
        return new StartOrder(Map.copyOf(targets));
    }

    /** All targets in start order: each comes after its dependencies. */
    public List<TargetName> inOrder() {
        return graph.inOrder();
    }

    /** A sentence for each fault: a name that no target has, a target that depends on itself, or a circle. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        targets.forEach((name, needs) -> needs.names().stream().filter(need -> !targets.containsKey(need))
                .forEach(need -> faults.add(name + " depends on " + need + ", and no target is called that")));
        if (targets.entrySet().stream().anyMatch(one -> one.getValue().names().contains(one.getKey()))) {
            faults.add("a target depends on itself; allowed: on others");
        }
        if (!graph.circle().isEmpty()) {
            faults.add("the targets " + words(graph.circle()) + " depend on each other in a circle");
        }
        return faults.stream().sorted().toList();
    }

    /** The names of targets as part of a sentence: {@code db, web}. */
    public static String words(List<TargetName> names) {
        return names.stream().map(TargetName::value).collect(Collectors.joining(", "));
    }

    /**
     * The targets that must be launched before this target, in start order: those of its direct and indirect
     * dependencies that do not run and do not meet the condition on them.
     */
    public List<TargetName> lacking(TargetName name, Function<TargetName, DependencyState> stateOf) {
        Set<TargetName> lacking = new HashSet<>();
        collect(name, stateOf, lacking);
        List<TargetName> sorted = new ArrayList<>(graph.allNeeds(name));
        sorted.retainAll(lacking);
        return sorted;
    }

    private void collect(TargetName name, Function<TargetName, DependencyState> stateOf, Set<TargetName> lacking) {
        for (TargetName need : graph.needs(name)) {
            DependencyState now = stateOf.apply(need);
            boolean isMet = isMet(targets.get(name).on().get(need), now);
            if (!isMet && now.phase().isAtRest() && lacking.add(need)) {
                collect(need, stateOf, lacking);
            }
        }
    }

    /** All direct and indirect dependents of this target, in the order in which they are stopped before it. */
    public List<TargetName> dependents(TargetName name) {
        return graph.allNeededBy(name);
    }

    /** The targets that depend directly on this target. */
    public Set<TargetName> neededBy(TargetName name) {
        return graph.neededBy(name);
    }

    /** Whether a target may be stopped, because all its dependents are at rest. */
    public boolean mayStop(TargetName name, Predicate<TargetName> isAtRest) {
        return graph.neededBy(name).stream().allMatch(isAtRest);
    }

    /** The longest time that stopping all targets takes: the sum along the slowest chain of dependencies. */
    public Duration longestStop(Function<TargetName, Duration> each) {
        Map<TargetName, Duration> until = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (int at = inOrder().size() - 1; at >= 0; at--) {
            TargetName name = inOrder().get(at);
            Duration before = graph.neededBy(name).stream().map(until::get).max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            Duration end = before.plus(each.apply(name));
            until.put(name, end);
            longest = longest.compareTo(end) < 0 ? end : longest;
        }
        return longest;
    }

    /**
     * Whether a target with these dependencies may be launched now, and if not, why.
     *
     * @param stateOf returns the state of the target with a name; empty: no target has this name
     */
    public static Clearance clearance(Dependencies needs, Function<TargetName, Optional<DependencyState>> stateOf) {
        List<Unmet> hopeless = new ArrayList<>();
        List<Unmet> waits = new ArrayList<>();
        for (Map.Entry<TargetName, Condition> need : needs.on().entrySet()) {
            Optional<DependencyState> now = stateOf.apply(need.getKey());
            if (now.isEmpty()) {
                String text = need.getKey() + ", and no target is called that";
                hopeless.add(new Unmet(text, WAITS + text));
            } else if (!isMet(need.getValue(), now.get())) {
                (isStuck(need.getValue(), now.get()) ? hopeless : waits)
                        .add(Unmet.of(need.getKey(), need.getValue(), now.get()));
            }
        }
        boolean isStuck = !hopeless.isEmpty();
        List<Unmet> all = new ArrayList<>(hopeless);
        all.addAll(waits);
        return all.isEmpty()
                ? Clearance.GIVEN
                : new Clearance(false, isStuck, reason(all), all.get(0).cause());
    }

    /**
     * An unmet dependency.
     *
     * @param text the name of the dependency, and the condition that it does not meet
     * @param cause the reason that people see for those targets that wait for the dependent target in turn
     */
    private record Unmet(String text, String cause) {

        static Unmet of(TargetName need, Condition condition, DependencyState now) {
            String text = unmet(need, condition, now);
            boolean isPassedOn = now.phase() == Phase.WAITING && now.detail().startsWith(WAITS);
            return new Unmet(text, isPassedOn ? now.detail() : WAITS + text);
        }
    }

    /** Why a target may not be launched. Dependencies that need a person's action are named first. */
    private static String reason(List<Unmet> all) {
        int more = all.size() - Clearance.MOST_NAMED;
        return WAITS + all.stream().limit(Clearance.MOST_NAMED).map(Unmet::text)
                .collect(Collectors.joining("; and for ")) + (more > 0 ? "; and for " + more + " more" : "");
    }

    private static boolean isMet(Condition condition, DependencyState now) {
        boolean isDone = now.phase() == Phase.EXITED && now.succeeded();
        return switch (condition) {
            case STARTED -> now.phase() == Phase.RUNNING || isDone;
            case HEALTHY -> now.phase() == Phase.RUNNING && now.fitness() == DependencyState.Fitness.WELL;
            case COMPLETED -> isDone;
        };
    }

    private static boolean isStuck(Condition condition, DependencyState now) {
        boolean isFailing = condition == Condition.HEALTHY && now.phase() == Phase.RUNNING
                && now.fitness() == DependencyState.Fitness.FAILING;
        boolean waitsInVain = now.phase() == Phase.WAITING && now.fitness() == DependencyState.Fitness.FAILING;
        return now.phase().isAtRest() || isFailing || waitsInVain;
    }

    private static String unmet(TargetName need, Condition condition, DependencyState now) {
        if (now.phase().isAtRest()) {
            return need + ", which is " + now.phase() + (now.detail().isEmpty() ? "" : " (" + now.detail() + ")")
                    + ": start " + need;
        }
        return switch (now.phase()) {
            case RUNNING -> need + (condition == Condition.COMPLETED ? " to end: it is RUNNING" : ": " + now.detail());
            case WAITING, BACKOFF -> need + ", which is " + now.phase() + " (" + now.detail() + ")";
            case STARTING -> need + ": it is STARTING" + (now.detail().isEmpty() ? "" : ", " + now.detail());
            case STOPPING, STOPPED, EXITED, FATAL -> need + ": it is " + now.phase();
        };
    }
}
