package dev.dpm.pattern;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Always the same child. Where chance names the child that uses most, each is named as often as any other: one of m
 * children with probability 1/m in each life.
 */
final class SameChild {

    private static final int FEWEST = 3;
    /** At least in this part of the lives. */
    private static final double MOSTLY = 0.8;

    private SameChild() {
    }

    static Optional<Pattern> in(List<Trace> history) {
        List<Trace> lives = Histories.lives(history.stream().filter(one -> one.child().isPresent()).toList());
        Map<String, List<Trace>> byName = lives.stream()
                .collect(Collectors.groupingBy(one -> one.child().orElseThrow().name()));
        return byName.values().stream().max(Comparator.comparingInt(List::size))
                .filter(named -> named.size() >= FEWEST && named.size() >= MOSTLY * lives.size())
                .flatMap(named -> of(named, lives));
    }

    private static Optional<Pattern> of(List<Trace> named, List<Trace> lives) {
        Trace.Child child = named.get(0).child().orElseThrow();
        int kinds = lives.stream().mapToInt(one -> one.child().orElseThrow().kinds()).max().orElse(1);
        double chance = Math.min(1, kinds * Chance.atLeast(named.size(),
                lives.stream().mapToDouble(one -> probability(one.child().orElseThrow(), child)).toArray()));
        return chance > Chance.ENOUGH
                ? Optional.empty()
                : Optional.of(new Pattern(Pattern.Kind.SAME_CHILD, "in " + named.size() + " of " + lives.size()
                        + " lives the same child used most: " + child.name(), chance, Histories.ids(named)));
    }

    /** Where another one was named, how many bear the name is taken from where it was itself. */
    private static double probability(Trace.Child there, Trace.Child child) {
        int alike = there.name().equals(child.name()) ? there.alike() : child.alike();
        return Math.min(1, (double) alike / there.children());
    }
}
