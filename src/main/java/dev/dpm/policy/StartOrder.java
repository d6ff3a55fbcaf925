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

import dev.dpm.config.Dependencies;
import dev.dpm.config.Dependencies.Condition;
import dev.dpm.config.DependencyGraph;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/**
 * Which target is launched after which, and stopped before which: asked at a start, resume, reload, adoption and at the
 * end of the runner. A target is launched as soon as all that it needs itself is there, so targets that do not need each
 * other are launched at the same time.
 */
public final class StartOrder {

    private final Map<TargetName, Dependencies> targets;
    private final DependencyGraph graph;

    private StartOrder(Map<TargetName, Dependencies> targets) {
        this.targets = targets;
        this.graph = DependencyGraph.of(targets);
    }

    /** @param targets every known target with what it needs */
    public static StartOrder of(Map<TargetName, Dependencies> targets) {
        return new StartOrder(Map.copyOf(targets));
    }

    /** All targets, each behind what it needs. */
    public List<TargetName> inOrder() {
        return graph.inOrder();
    }

    /** What hinders that these targets are ordered, a sentence each: a need that nobody knows, or a circle. */
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

    /** Targets for a sentence: {@code db, web}. */
    public static String words(List<TargetName> names) {
        return names.stream().map(TargetName::value).collect(Collectors.joining(", "));
    }

    /**
     * What has to be launched too so that a target can be, in order: whatever it needs, over any number of steps, that is
     * neither there nor on its way. What an already met condition stands on is not asked for.
     */
    public List<TargetName> lacking(TargetName name, Function<TargetName, Standing> standing) {
        Set<TargetName> lacking = new HashSet<>();
        collect(name, standing, lacking);
        List<TargetName> sorted = new ArrayList<>(graph.allNeeds(name));
        sorted.retainAll(lacking);
        return sorted;
    }

    private void collect(TargetName name, Function<TargetName, Standing> standing, Set<TargetName> lacking) {
        for (TargetName need : graph.needs(name)) {
            Standing now = standing.apply(need);
            boolean isMet = isMet(targets.get(name).on().get(need), now);
            if (!isMet && now.phase().isAtRest() && lacking.add(need)) {
                collect(need, standing, lacking);
            }
        }
    }

    /** All that need a target, over any number of steps, in the order in which they are stopped before it. */
    public List<TargetName> dependents(TargetName name) {
        return graph.allNeededBy(name);
    }

    /** Those that need a target themselves. */
    public Set<TargetName> neededBy(TargetName name) {
        return graph.neededBy(name);
    }

    /** Whether a target may be asked to end: none that needs it lives any more. */
    public boolean mayStop(TargetName name, Predicate<TargetName> isAtRest) {
        return graph.neededBy(name).stream().allMatch(isAtRest);
    }

    /** The longest time that a stop of all takes: the slowest chain of targets that wait for each other's end. */
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

    /** @param standing of each needed target; empty: no target is called that */
    public static Clearance clearance(Dependencies needs, Function<TargetName, Optional<Standing>> standing) {
        List<String> waits = new ArrayList<>();
        boolean isStuck = false;
        for (Map.Entry<TargetName, Condition> need : needs.on().entrySet()) {
            Optional<Standing> now = standing.apply(need.getKey());
            if (now.isEmpty()) {
                waits.add(need.getKey() + ", and no target is called that");
                isStuck = true;
            } else if (!isMet(need.getValue(), now.get())) {
                waits.add(unmet(need.getKey(), need.getValue(), now.get()));
                isStuck |= isStuck(need.getValue(), now.get());
            }
        }
        return waits.isEmpty()
                ? Clearance.GIVEN
                : new Clearance(false, isStuck, "waits for "
                        + String.join("; and for ", waits));
    }

    private static boolean isMet(Condition condition, Standing now) {
        boolean isDone = now.phase() == Phase.EXITED && now.succeeded();
        return switch (condition) {
            case STARTED -> now.phase() == Phase.RUNNING || isDone;
            case HEALTHY -> now.phase() == Phase.RUNNING && now.fitness() == Standing.Fitness.WELL;
            case COMPLETED -> isDone;
        };
    }

    private static boolean isStuck(Condition condition, Standing now) {
        boolean isFailing = condition == Condition.HEALTHY && now.phase() == Phase.RUNNING
                && now.fitness() == Standing.Fitness.FAILING;
        return now.phase().isAtRest() || isFailing;
    }

    private static String unmet(TargetName need, Condition condition, Standing now) {
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
