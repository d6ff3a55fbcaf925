package dev.dpm.pattern;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds all patterns in the incidents of one target. */
public final class Patterns {

    /** The largest number of incidents in which patterns are searched. Older incidents are ignored. */
    public static final int MOST = 100;

    private Patterns() {
    }

    /**
     * Finds the patterns in a target's incidents. The list is empty if chance explains the incidents.
     * @param incidents in any order; the newest {@value #MOST} count
     * @param now the end of the observed time
     * @param zone the time zone for the time of day
     */
    public static List<Pattern> of(List<Trace> incidents, Instant now, ZoneId zone) {
        List<Trace> all = incidents.stream().sorted(Comparator.comparing(Trace::at).thenComparing(Trace::id)).toList();
        List<Trace> newest = all.subList(Math.max(0, all.size() - MOST), all.size());
        // the history lacks the incidents in which the runner gave the target up, since they are consequences of
        // earlier incidents
        List<Trace> history = newest.stream().filter(one -> !one.isGivenUp()).toList();
        Optional<Pattern> leak = Leak.in(history);
        // this list lacks the incidents of a memory leak, since they are not independent of each other
        List<Trace> free = history.stream()
                .filter(one -> leak.filter(found -> found.incidents().contains(one.id())).isEmpty()).toList();
        Optional<Pattern> day = SameTime.DAY.in(free, zone);
        Optional<Pattern> minute = SameTime.HOUR.in(free, zone)
                .filter(found -> day.filter(daily -> daily.incidents().containsAll(found.incidents())).isEmpty());
        return Stream.of(CrashLoop.in(newest, now, zone), leak, day, minute, Changed.program(newest, now, zone),
                Changed.settings(newest, now, zone), Starved.in(history), SameChild.in(history))
                .flatMap(Optional::stream).toList();
    }
}
