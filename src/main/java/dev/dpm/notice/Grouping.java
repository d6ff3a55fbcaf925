package dev.dpm.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Pace;
import dev.dpm.notice.Notice.Kind;

/**
 * What one receiver of notices must still be told. An immutable value.
 * @param episodes the incidents of each target in trouble, by the target's name
 * @param calm the targets that recovered within the last hour, by name
 */
public record Grouping(Map<String, Episode> episodes, Map<String, Calm> calm) {

    /** The grouping in which no target is in trouble, and none recovered within the last hour. */
    public static final Grouping NONE = new Grouping(Map.of(), Map.of());

    /** The largest number of targets in trouble. If there are more, the oldest are dropped. */
    static final int MOST = 500;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    public Grouping {
        episodes = Map.copyOf(episodes);
        calm = Map.copyOf(calm);
    }

    /**
     * A target that recovered within the last hour.
     * @param since when the target recovered
     * @param relapses the number of recoveries and new failures within the hour before
     */
    public record Calm(Instant since, int relapses) {
    }

    /**
     * The notices to send now.
     * @param next the grouping after they are sent
     */
    public record Due(Grouping next, List<Notice> notices) {

        public Due {
            notices = List.copyOf(notices);
        }
    }

    /** Whether no target is in trouble, and none recovered within the last hour. */
    public boolean isEmpty() {
        return episodes.isEmpty() && calm.isEmpty();
    }

    public Grouping troubled(TroubleNews trouble) {
        Episode known = episodes.get(trouble.target());
        if (known != null) {
            return with(trouble.target(), known.and(trouble));
        }
        int relapses = Optional.ofNullable(calm.get(trouble.target()))
                .filter(one -> one.since().plus(REMEMBERED).isAfter(trouble.heard())).map(one -> one.relapses() + 1)
                .orElse(0);
        return with(trouble.target(), Episode.begin(trouble, relapses)).bounded();
    }

    public Grouping restarted(String target) {
        return change(target, Episode::restarted);
    }

    /**
     * A copy of this grouping in which a target runs normally from now on. It counts as recovered after the receiver's {@code
     * well_after}.
     */
    public Grouping well(String target, Instant at) {
        return change(target, episode -> episode.well(at));
    }

    /**
     * A copy of this grouping in which a person acknowledged a target's trouble, so that no notice follows before the recovery.
     */
    public Grouping acknowledged(String target) {
        return change(target, Episode::silent);
    }

    /** A copy of this grouping without a target that a person removed. */
    public Grouping forgotten(String target) {
        Map<String, Episode> others = new TreeMap<>(episodes);
        others.remove(target);
        return new Grouping(others, calm);
    }

    private Grouping change(String target, UnaryOperator<Episode> change) {
        return episodes.containsKey(target) ? with(target, change.apply(episodes.get(target))) : this;
    }

    private Grouping with(String target, Episode episode) {
        Map<String, Episode> all = new TreeMap<>(episodes);
        all.put(target, episode);
        return new Grouping(all, calm);
    }

    private Grouping bounded() {
        if (episodes.size() <= MOST) {
            return this;
        }
        String oldest = episodes.values().stream().min(Comparator.comparing(one -> one.first().heard())).orElseThrow()
                .first().target();
        return forgotten(oldest);
    }

    /** The earliest time at which {@link #due} returns a notice; empty: never. */
    public Optional<Instant> next(Pace pace) {
        return Stream.concat(untold(), wellAt(pace).stream()).map(at -> at.plus(pace.gather()))
                .min(Comparator.naturalOrder());
    }

    private Stream<Instant> untold() {
        return episodes.values().stream().flatMap(one -> one.untold().stream());
    }

    private List<Instant> wellAt(Pace pace) {
        return episodes.values().stream().flatMap(one -> one.wellAt(pace.wellAfter()).stream()).toList();
    }

    /** The notices to send at this time, with the grouping after they are sent. */
    public Due due(Instant now, Receiver receiver) {
        List<Notice> notices = new ArrayList<>();
        Grouping told = notAhead(now).tellTrouble(now, receiver.pace(), notices).tellWell(now, receiver, notices);
        return new Due(told.withoutStale(now), notices);
    }

    /** A copy of this grouping without times in the future, which exist after the wall clock was set back. */
    private Grouping notAhead(Instant now) {
        Grouping next = this;
        for (Map.Entry<String, Episode> one : episodes.entrySet()) {
            if (one.getValue().wellSince().filter(since -> since.isAfter(now)).isPresent()) {
                next = next.with(one.getKey(), one.getValue().well(now));
            }
        }
        return next;
    }

    private Grouping tellTrouble(Instant now, Pace pace, List<Notice> notices) {
        boolean isTime = untold().anyMatch(at -> !at.plus(pace.gather()).isAfter(now) || at.isAfter(now));
        List<Episode> untold = oldestFirst(episodes.values().stream().filter(one -> one.untold().isPresent()));
        if (!isTime) {
            return this;
        }
        List<Episode> ended = untold.stream().filter(one -> one.givenUp().isPresent()).toList();
        List<Episode> begun = untold.stream().filter(one -> one.givenUp().isEmpty()).toList();
        if (!begun.isEmpty()) {
            notices.add(NoticeText.notice(Kind.TROUBLE, begun.get(0).first().incident(), now, begun));
        }
        if (!ended.isEmpty()) {
            notices.add(NoticeText.notice(Kind.GAVE_UP, ended.get(0).givenUp().orElseThrow().incident(), now, ended));
        }
        Grouping next = this;
        for (Episode one : untold) {
            next = next.with(one.first().target(), one.told());
        }
        return next;
    }

    private Grouping tellWell(Instant now, Receiver receiver, List<Notice> notices) {
        Pace pace = receiver.pace();
        if (wellAt(pace).stream().noneMatch(at -> !at.plus(pace.gather()).isAfter(now))) {
            return this;
        }
        List<Episode> over = oldestFirst(episodes.values().stream()
                .filter(one -> one.wellAt(pace.wellAfter()).filter(at -> !at.isAfter(now)).isPresent()));
        List<Episode> told = over.stream().filter(Episode::isTold).toList();
        if (!told.isEmpty() && receiver.wanted().events().contains(Receiver.WELL_AGAIN)) {
            notices.add(NoticeText.notice(Kind.WELL_AGAIN, told.get(0).first().incident(), now, told));
        }
        Map<String, Episode> left = new TreeMap<>(episodes);
        Map<String, Calm> rested = new TreeMap<>(calm);
        for (Episode one : over) {
            left.remove(one.first().target());
            rested.put(one.first().target(), new Calm(now, one.relapses()));
        }
        return new Grouping(left, rested);
    }

    private Grouping withoutStale(Instant now) {
        Map<String, Calm> fresh = new TreeMap<>(calm);
        fresh.values().removeIf(one -> !one.since().plus(REMEMBERED).isAfter(now));
        return new Grouping(episodes, fresh);
    }

    private static List<Episode> oldestFirst(Stream<Episode> episodes) {
        return episodes.sorted(Comparator.comparing((Episode one) -> one.first().at())
                .thenComparing(one -> one.first().target())).toList();
    }
}
