package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.event.EventWords;

/**
 * Searches for a pattern: six times in a row, the target ended within a minute after its launch. If launches lasted
 * five minutes on average, six in a row would end within a minute by chance with probability (1 - e^(-1/5))^6, 1 in
 * 28,000.
 */
final class CrashLoop {

    private static final int FEWEST = 6;
    private static final double SHORT = 60;
    private static final double LIVES = 300;
    /** The longest time between two ends that belong to the same crash loop. */
    private static final Duration GOING_ON = Duration.ofHours(1);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private CrashLoop() {
    }

    static Optional<Pattern> in(List<Trace> history, Instant now, ZoneId zone) {
        boolean isGivenUp = !history.isEmpty() && history.get(history.size() - 1).isGivenUp();
        List<Trace> ends = history.stream().filter(one -> !one.isGivenUp()).toList();
        List<Trace> loop = new ArrayList<>();
        for (int i = ends.size() - 1; i >= 0 && ends.get(i).isEnd() && ends.get(i).lifeSeconds() < SHORT; i--) {
            boolean isFarOff = !loop.isEmpty()
                    && Duration.between(ends.get(i).at(), loop.get(0).at()).compareTo(GOING_ON) > 0;
            if (isFarOff) {
                break;
            }
            loop.add(0, ends.get(i));
        }
        if (loop.size() < FEWEST) {
            return Optional.empty();
        }
        Instant last = loop.get(loop.size() - 1).at();
        return isGivenUp || Duration.between(last, now).compareTo(GOING_ON) <= 0
                ? Optional.of(found(loop, isGivenUp, zone))
                : Optional.empty();
    }

    private static Pattern found(List<Trace> loop, boolean isGivenUp, ZoneId zone) {
        double longest = loop.stream().mapToDouble(Trace::lifeSeconds).max().orElse(0);
        String ends = loop.size() + " ends in a row, each within "
                + EventWords.duration(Duration.ofSeconds((long) Math.ceil(longest + 0.001))) + " of its start";
        String from = MOMENT.withZone(zone).format(loop.get(0).at());
        String sentence = isGivenUp
                ? "in a crash loop from " + from + " until it was given up: " + ends
                : "in a crash loop since " + from + ": " + ends;
        return new Pattern(Pattern.Kind.CRASH_LOOP, sentence, Math.pow(1 - Math.exp(-SHORT / LIVES), loop.size()),
                Histories.ids(loop));
    }
}
