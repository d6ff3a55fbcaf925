package dev.dpm.pattern;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Searches for a pattern: incidents begin only when the machine is short of CPU, memory or disk. At a random time, the
 * pressure of the last ten seconds exceeds that of the last five minutes in at most half of the cases, so the number of
 * incidents with a higher pressure has, by chance, a binomial distribution with probability one half.
 */
final class Starved {

    /** The percentage of time in which tasks waited for a resource (PSI), above which the machine is short of it. */
    private static final double SHORT = 10;
    /** The smallest share of all incidents that must have begun while the machine was short of a resource. */
    private static final double MOSTLY = 0.8;
    private static final List<Resource> RESOURCES = List.of(new Resource("CPU", Trace.Pressure::cpu),
            new Resource("memory", Trace.Pressure::memory), new Resource("disk", Trace.Pressure::io));

    private record Resource(String name, Function<Trace.Pressure, Trace.Lack> of) {
        boolean isLacking(Trace one) {
            return one.machine().map(of).filter(lack -> lack.now() >= SHORT && lack.now() > lack.before()).isPresent();
        }
    }

    private Starved() {
    }

    static Optional<Pattern> in(List<Trace> history) {
        List<Trace> all = Histories.beginnings(history).stream()
                .filter(one -> one.machine().isPresent() && !one.isOfOwnUse()).toList();
        return RESOURCES.stream().flatMap(resource -> of(resource, all))
                .min(Comparator.comparingDouble(Pattern::chance));
    }

    private static Stream<Pattern> of(Resource resource, List<Trace> all) {
        List<Trace> lacking = all.stream().filter(resource::isLacking).toList();
        double chance = RESOURCES.size() * Chance.atLeast(lacking.size(), all.size(), 0.5);
        if (chance > Chance.ENOUGH || lacking.size() < MOSTLY * all.size()) {
            return Stream.empty();
        }
        double least = lacking.stream().flatMap(one -> one.machine().stream()).map(resource.of)
                .mapToDouble(Trace.Lack::now).min().orElse(0);
        return Stream.of(new Pattern(Pattern.Kind.STARVED, lacking.size() + " of " + all.size()
                + " times trouble began while the machine was starved of " + resource.name()
                + String.format(Locale.ROOT,
                        ": processes waited for it in at least %.0f %% of ten seconds, more than in"
                                + " the five minutes before",
                        least),
                chance, Histories.ids(lacking)));
    }
}
