package dev.dpm.config.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.dpm.process.TargetName;

/**
 * The targets that must meet a condition before this target is launched.
 *
 * @param on the condition for each of these targets, in the order in which the user wrote them
 */
public record Dependencies(Map<TargetName, Condition> on) {

    /** The value for a target without dependencies. */
    public static final Dependencies NONE = new Dependencies(Map.of());

    static final String ALLOWED = "names of targets, separated by commas, each alone or with :started, :healthy or "
            + ":completed, such as db:healthy,cache";

    public Dependencies {
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
    }

    /** The conditions that a dependency must meet, with the words of docker compose. */
    public enum Condition {
        /** The dependency is RUNNING. */
        STARTED,
        /** The dependency is RUNNING, and its readiness or checks are good. */
        HEALTHY,
        /** The dependency has ended with success. */
        COMPLETED;

        /** The word for this condition in a configuration file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isEmpty() {
        return on.isEmpty();
    }

    public Set<TargetName> names() {
        return on.keySet();
    }

    /** Parses the dependencies in a state file; empty: the text is not allowed. */
    public static Optional<Dependencies> of(String text) {
        try {
            return Optional.of(parse(text));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    /** Parses a text such as {@code db:healthy,cache}. A name alone means {@link Condition#STARTED}. */
    public static Dependencies parse(String text) throws BadValue {
        Map<TargetName, Condition> on = new LinkedHashMap<>();
        for (String one : text.split(",", -1)) {
            String[] parts = one.strip().split(":", -1);
            if (parts.length > 2 || !TargetName.isValid(parts[0])) {
                throw new BadValue(ALLOWED);
            }
            Condition condition = parts.length == 1 ? Condition.STARTED : condition(parts[1].strip());
            if (on.put(new TargetName(parts[0]), condition) != null) {
                throw new BadValue(ALLOWED + ", each name once");
            }
        }
        return new Dependencies(on);
    }

    private static Condition condition(String word) throws BadValue {
        return Arrays.stream(Condition.values()).filter(known -> known.word().equals(word)).findFirst()
                .orElseThrow(() -> new BadValue(ALLOWED));
    }

    @Override
    public String toString() {
        return on.entrySet().stream().map(one -> one.getKey() + ":" + one.getValue().word())
                .collect(Collectors.joining(", "));
    }

    /** The dependencies between targets as a graph. Immutable; each search takes time proportional to the size of the graph. */
    public static final class DependencyGraph {

        private final Map<TargetName, Set<TargetName>> needs;
        private final Map<TargetName, Set<TargetName>> neededBy;
        private final List<TargetName> order;
        private final List<TargetName> circle;

        private DependencyGraph(Map<TargetName, Set<TargetName>> needs) {
            this.needs = needs;
            this.neededBy = reversed(needs);
            Walk walk = new Walk();
            needs.keySet().forEach(walk::visit);
            this.order = List.copyOf(walk.done);
            this.circle = List.copyOf(walk.circle);
        }

        /** Makes the graph. Unknown dependencies, and those on the target itself, are ignored. */
        public static DependencyGraph of(Map<TargetName, Dependencies> targets) {
            Map<TargetName, Set<TargetName>> needs = new TreeMap<>();
            targets.forEach((name, on) -> {
                Set<TargetName> known = new TreeSet<>(on.names());
                known.retainAll(targets.keySet());
                known.remove(name);
                needs.put(name, known);
            });
            return new DependencyGraph(needs);
        }

        private static Map<TargetName, Set<TargetName>> reversed(Map<TargetName, Set<TargetName>> arrows) {
            Map<TargetName, Set<TargetName>> back = new TreeMap<>();
            arrows.forEach(
                    (from, all) -> all.forEach(to -> back.computeIfAbsent(to, key -> new TreeSet<>()).add(from)));
            return back;
        }

        /** All targets, each after the targets on which it depends, and otherwise in the order of their names. */
        public List<TargetName> inOrder() {
            return order;
        }

        /** The targets of a cycle, each depending on the next; empty: there is none. */
        public List<TargetName> circle() {
            return circle;
        }

        /** The targets on which this target depends directly. */
        public Set<TargetName> needs(TargetName name) {
            return needs.getOrDefault(name, Set.of());
        }

        /** The targets that depend directly on this target. */
        public Set<TargetName> neededBy(TargetName name) {
            return neededBy.getOrDefault(name, Set.of());
        }

        /** All direct and indirect dependencies of a target, each after its own dependencies. */
        public List<TargetName> allNeeds(TargetName name) {
            return sorted(reached(name, needs));
        }

        /** All targets that directly or indirectly depend on a target, each before its own dependencies. */
        public List<TargetName> allNeededBy(TargetName name) {
            List<TargetName> all = sorted(reached(name, neededBy));
            Collections.reverse(all);
            return all;
        }

        private List<TargetName> sorted(Set<TargetName> some) {
            List<TargetName> sorted = new ArrayList<>(order);
            sorted.retainAll(some);
            return sorted;
        }

        private static Set<TargetName> reached(TargetName from, Map<TargetName, Set<TargetName>> arrows) {
            Set<TargetName> reached = new LinkedHashSet<>();
            List<TargetName> open = new ArrayList<>(arrows.getOrDefault(from, Set.of()));
            while (!open.isEmpty()) {
                TargetName next = open.remove(open.size() - 1);
                if (reached.add(next)) {
                    open.addAll(arrows.getOrDefault(next, Set.of()));
                }
            }
            reached.remove(from);
            return reached;
        }

        /** A depth-first search without recursion, since a chain of thousands of targets would overflow the stack. */
        private final class Walk {

            private final Set<TargetName> done = new LinkedHashSet<>();
            /** The targets on the way to the present one, each with the dependencies that are still to be visited. */
            private final Map<TargetName, List<TargetName>> path = new LinkedHashMap<>();
            private List<TargetName> circle = List.of();

            void visit(TargetName start) {
                List<TargetName> trail = new ArrayList<>();
                enter(start, trail);
                while (!trail.isEmpty()) {
                    TargetName here = trail.get(trail.size() - 1);
                    List<TargetName> left = path.get(here);
                    if (left.isEmpty()) {
                        path.remove(trail.remove(trail.size() - 1));
                        done.add(here);
                    } else {
                        enter(left.remove(0), trail);
                    }
                }
            }

            private void enter(TargetName next, List<TargetName> trail) {
                if (path.containsKey(next)) {
                    circle = circle.isEmpty() ? List.copyOf(trail.subList(trail.indexOf(next), trail.size())) : circle;
                } else if (!done.contains(next)) {
                    trail.add(next);
                    path.put(next, new ArrayList<>(needs(next)));
                }
            }
        }
    }
}
