package dev.dpm.pattern;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches for a pattern: incidents begin in the same minutes of the hour, or at the same time of day. By chance, k of n times
 * lie within a share w of the hour or day with probability at most n P(X &ge; k - 1), where X has the binomial distribution
 * with n - 1 tries and probability w.
 */
enum SameTime {
    HOUR(Pattern.Kind.MINUTE_OF_HOUR, Duration.ofHours(1), Duration.ofMinutes(3)),
    DAY(Pattern.Kind.TIME_OF_DAY, Duration.ofDays(1), Duration.ofMinutes(30));

    private static final int FEWEST = 4;
    /**
     * The smallest share of the incidents that must begin in the same minutes of the hour, or at the same time of day.
     */
    private static final double MOSTLY = 0.5;

    private final Pattern.Kind kind;
    private final long round;
    private final long window;

    SameTime(Pattern.Kind kind, Duration round, Duration window) {
        this.kind = kind;
        this.round = round.toSeconds();
        this.window = window.toSeconds();
    }

    /**
     * The pattern in a history; empty: there is none.
     * @param zone the time zone for the time of day
     */
    Optional<Pattern> in(List<Trace> history, ZoneId zone) {
        List<Trace> all = Histories.beginnings(history);
        long[] dial = all.stream().mapToLong(one -> onDial(one, zone)).toArray();
        List<Trace> most = List.of();
        for (long first : dial) {
            List<Trace> within = IntStream.range(0, dial.length)
                    .filter(i -> Math.floorMod(dial[i] - first, round) < window).mapToObj(all::get).toList();
            most = within.size() > most.size() ? within : most;
        }
        double chance = Math.min(1, all.size()
                * Chance.atLeast(most.size() - 1, Math.max(0, all.size() - 1), (double) window / round));
        return most.size() < FEWEST || most.size() < MOSTLY * all.size() || chance > Chance.ENOUGH
                ? Optional.empty()
                : Optional.of(new Pattern(kind, sentence(most, all.size(), zone), chance, Histories.ids(most)));
    }

    private long onDial(Trace one, ZoneId zone) {
        return one.at().atZone(zone).toLocalTime().toSecondOfDay() % round;
    }

    private long since(Trace first, Trace one, ZoneId zone) {
        return Math.floorMod(onDial(one, zone) - onDial(first, zone), round);
    }

    private String sentence(List<Trace> within, int of, ZoneId zone) {
        Trace first = within.stream().filter(one -> within.stream().allMatch(other -> since(one, other, zone) < window))
                .findFirst().orElseThrow();
        List<Long> offsets = new ArrayList<>(within.stream().map(one -> since(first, one, zone)).sorted().toList());
        long from = onDial(first, zone);
        long to = (from + offsets.get(offsets.size() - 1)) % round;
        return within.size() + " of " + of + " times trouble began " + (this == HOUR
                ? minutes(from / 60, to / 60)
                : "between " + clock(from) + " and " + clock((to + 59) % round)) + " (" + zone.getId() + ")";
    }

    private static String minutes(long from, long to) {
        return from == to
                ? "in minute " + from + " of the hour"
                : "in the minutes " + from + " to " + to + " of the hour";
    }

    private static String clock(long second) {
        return String.format(Locale.ROOT, "%02d:%02d", second / 3600, second % 3600 / 60);
    }
}
