package dev.dpm.pattern;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the incidents of one target have in common. */
public final class Patterns {

    /** More of the newest incidents of a target are never looked at. */
    public static final int MOST = 100;

    private Patterns() {
    }

    /**
     * Each with the incidents that prove it; none where chance may have made all that there is.
     *
     * @param incidents of one target, in any order; the newest {@value #MOST} count
     * @param now until when the target was watched
     * @param zone in which times are told, and whose clock is meant by the same time of day
     */
    public static List<Pattern> of(List<Trace> incidents, Instant now, ZoneId zone) {
        List<Trace> all = incidents.stream().sorted(Comparator.comparing(Trace::at).thenComparing(Trace::id)).toList();
        List<Trace> newest = all.subList(Math.max(0, all.size() - MOST), all.size());
        // being given up is what becomes of a trouble, and none of its own
        List<Trace> history = newest.stream().filter(one -> !one.isGivenUp()).toList();
        Optional<Pattern> leak = Leak.in(history);
        // what a leak brings about comes at times that depend on each other
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
