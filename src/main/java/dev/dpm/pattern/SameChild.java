package dev.dpm.pattern;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Searches for a pattern: at nearly all incidents, the same child process of the target uses the most CPU or memory. By
 * chance, each of m children would be that child with probability 1/m.
 */
final class SameChild {

    private static final int FEWEST = 3;
    /** The smallest share of launches in which the same child process must use the most CPU or memory. */
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

    /**
     * The probability that chance chooses this child process: the number of children with its name, divided by the number of
     * all children.
     */
    private static double probability(Trace.Child there, Trace.Child child) {
        int alike = there.name().equals(child.name()) ? there.alike() : child.alike();
        return Math.min(1, (double) alike / there.children());
    }
}
