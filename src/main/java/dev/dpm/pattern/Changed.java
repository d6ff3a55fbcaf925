package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

import dev.dpm.event.EventWords;

/**
 * Searches for a pattern: more incidents since the program file or settings of the target changed. If the change had no
 * influence, an incident would fall after the change with a probability p: the time since the change, divided by the
 * whole time.
 */
final class Changed {

    private static final int FEWEST = 3;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final List<Trace> history;
    private final List<Trace> troubles;
    private final Instant now;
    private final ZoneId zone;

    private Changed(List<Trace> history, Instant now, ZoneId zone) {
        this.history = history;
        this.troubles = Histories.beginnings(history);
        this.now = now;
        this.zone = zone;
    }

    static Optional<Pattern> program(List<Trace> history, Instant now, ZoneId zone) {
        List<Trace> known = Histories.whole(history).stream().filter(one -> one.program().isPresent()).toList();
        return known.isEmpty()
                ? Optional.empty()
                : new Changed(known, now, zone).since(Pattern.Kind.PROGRAM_CHANGED, Trace::program,
                        Trace::programChanged);
    }

    static Optional<Pattern> settings(List<Trace> history, Instant now, ZoneId zone) {
        List<Trace> known = Histories.whole(history);
        return known.isEmpty()
                ? Optional.empty()
                : new Changed(known, now, zone).since(Pattern.Kind.SETTINGS_CHANGED, Trace::settings,
                        Trace::settingsSince);
    }

    private Optional<Pattern> since(Pattern.Kind kind, Function<Trace, Object> version,
            Function<Trace, Optional<Instant>> changed) {
        int first = history.size() - 1;
        Object newest = version.apply(history.get(first));
        Optional<Instant> written = changed.apply(history.get(first));
        while (first > 0 && version.apply(history.get(first - 1)).equals(newest)) {
            first--;
        }
        Trace one = history.get(0);
        Instant from = one.at().minusMillis(Math.round(one.watchedSeconds() * 1000));
        Instant last = first == 0 ? from : history.get(first - 1).at();
        Instant until = history.get(first).at();
        Optional<Instant> known = written.filter(at -> at.isAfter(last) && at.isBefore(until));
        // if it is unknown when the change happened, the earliest possible time is used, with which a pattern is found
        // less easily
        return known.or(() -> first(last, from)).filter(change -> change.isAfter(from))
                .flatMap(change -> since(kind, from, change, known.isPresent(), until));
    }

    private static Optional<Instant> first(Instant last, Instant from) {
        return Optional.of(last).filter(at -> at.isAfter(from));
    }

    private Optional<Pattern> since(Pattern.Kind kind, Instant from, Instant change, boolean isKnown, Instant until) {
        // the first incident is left out: the history begins with it, so its time is not random
        List<Trace> counted = troubles.stream().filter(one -> one.at().isAfter(from)).toList();
        List<Trace> after = counted.stream().filter(one -> one.at().isAfter(change)).toList();
        double before = seconds(from, change);
        double since = seconds(change, now);
        double chance = Chance.atLeast(after.size(), counted.size(), since / (before + since));
        if (after.size() < FEWEST || chance > Chance.ENOUGH) {
            return Optional.empty();
        }
        String when = isKnown ? "at " + moment(change) : "between " + moment(change) + " and " + moment(until);
        String what = kind == Pattern.Kind.PROGRAM_CHANGED
                ? "the program file was changed " + when
                : "settings were changed " + when + settings(until);
        return Optional.of(new Pattern(kind, "since " + what + ", trouble began " + after.size() + " times in "
                + words(since) + ", before that " + (counted.size() - after.size()) + " times in " + words(before),
                chance, Histories.ids(after)));
    }

    private String settings(Instant until) {
        List<Trace> around = history.stream().filter(one -> !one.at().isAfter(until)).toList();
        if (around.size() < 2) {
            return "";
        }
        Trace is = around.get(around.size() - 1);
        Trace was = around.get(around.size() - 2);
        TreeSet<String> options = new TreeSet<>(is.settings().keySet());
        options.addAll(was.settings().keySet());
        List<String> changes = options.stream().filter(option -> !text(is, option).equals(text(was, option)))
                .map(option -> option + " from " + text(was, option) + " to " + text(is, option)).limit(3).toList();
        return " (" + String.join(", ", changes) + ")";
    }

    private static String text(Trace one, String option) {
        return one.settings().getOrDefault(option, "the default");
    }

    private String moment(Instant at) {
        return MOMENT.withZone(zone).format(at);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    private static String words(double seconds) {
        return EventWords.duration(Duration.ofSeconds(Math.round(seconds)));
    }
}
