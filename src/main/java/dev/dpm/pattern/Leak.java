package dev.dpm.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;

/**
 * Searches for a pattern: memory reaches about the same size after about the same time again and again. The chance is computed
 * for random lengths of time, which have an exponential distribution: the shortest of k lengths is at least the share r of
 * their mean with probability (1 - r)^(k - 1).
 */
final class Leak {

    /**
     * The numbers of newest launches that are compared. Each number is tried, and the pattern with the smallest chance
     * counts.
     */
    private static final int[] NEWEST = {6, 12, 24};
    private static final int FEWEST = 5;
    /** The largest share of launches that may be ignored because their running time differs from that of the others. */
    private static final double OUTLIERS = 0.2;
    /**
     * The sizes of memory at the ends of launches count as the same if each is at least this share of the largest one.
     */
    private static final double SAME_SIZE = 0.8;
    private static final double HIGHER = 1.5;
    private static final double MINUTE = 60;

    private Leak() {
    }

    static Optional<Pattern> in(List<Trace> history) {
        List<Trace> lives = Histories.lives(history.stream().filter(Trace::isOfMemory).toList());
        return IntStream.of(NEWEST).mapToObj(most -> newest(lives, most)).flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Pattern::chance));
    }

    private static Optional<Pattern> newest(List<Trace> all, int most) {
        List<Trace> lives = all.subList(Math.max(0, all.size() - most), all.size());
        List<Trace> byLength = lives.stream().sorted(Comparator.comparingDouble(Trace::lifeSeconds)).toList();
        int fewest = Math.max(FEWEST, (int) Math.ceil(lives.size() * (1 - OUTLIERS)));
        Optional<Pattern> best = Optional.empty();
        for (int count = fewest; count <= lives.size(); count++) {
            double tried = NEWEST.length * (lives.size() - fewest + 1) * Chance.choices(lives.size(), count);
            for (int from = 0; from + count <= lives.size(); from++) {
                List<Trace> alike = byLength.subList(from, from + count);
                double chance = Math.min(1, tried * alike(alike));
                if (chance <= best.map(Pattern::chance).orElse(Chance.ENOUGH) && isRise(alike)) {
                    best = Optional.of(new Pattern(Pattern.Kind.LEAK, sentence(alike, lives.size()), chance,
                            Histories.ids(alike.stream().sorted(Comparator.comparing(Trace::at)).toList())));
                }
            }
        }
        return best;
    }

    private static double alike(List<Trace> byLength) {
        double mean = byLength.stream().mapToDouble(Trace::lifeSeconds).average().orElse(0);
        return mean <= 0 ? 1 : Math.pow(1 - byLength.get(0).lifeSeconds() / mean, byLength.size() - 1);
    }

    private static boolean isRise(List<Trace> lives) {
        if (!lives.stream().allMatch(life -> life.rise().isPresent())) {
            return false;
        }
        List<Long> reached = reached(lives);
        return reached.get(0) >= SAME_SIZE * reached.get(reached.size() - 1);
    }

    private static List<Long> reached(List<Trace> lives) {
        return lives.stream().flatMap(life -> life.rise().stream()).map(Trace.Rise::toBytes).sorted().toList();
    }

    private static String sentence(List<Trace> byLength, int of) {
        List<Long> reached = reached(byLength);
        List<Double> rates = new ArrayList<>();
        byLength.forEach(life -> life.rise().ifPresent(rise -> rates
                .add((rise.toBytes() - rise.fromBytes()) / life.lifeSeconds())));
        rates.sort(Comparator.naturalOrder());
        double rate = rates.get(rates.size() / 2);
        double limit = reached.get(reached.size() / 2);
        double more = limit * (HIGHER - 1);
        return "a leak: in " + byLength.size() + " of " + of + " lives memory reached " + range(
                Bytes.words(reached.get(0)), Bytes.words(reached.get(reached.size() - 1))) + " after "
                + range(time(byLength.get(0).lifeSeconds()), time(byLength.get(byLength.size() - 1).lifeSeconds()))
                + ", at " + Bytes.words(rate * MINUTE) + "/min; a limit half as high again ("
                + Bytes.words(limit + more) + ") would buy about " + time(more / rate) + " a life";
    }

    private static String range(String least, String most) {
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String time(double seconds) {
        return EventWords.duration(Duration.ofSeconds(Math.round(seconds)));
    }
}
