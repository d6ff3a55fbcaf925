package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.Incarnation;

/**
 * How long a target runs before the runner restarts it.
 *
 * @param length the average time
 * @param jitter the largest difference from the average, so that several targets are not restarted at the same time
 */
public record Lifetime(Duration length, Duration jitter) {

    static final String ALLOWED = "a time of at least 1 s such as 24h, also with a smaller jitter such as 24h±30m or "
            + "24h+-30m, or off";

    private static final Option.Parser<Duration> LENGTH = Parsers.duration(Duration.ofSeconds(1), ALLOWED);
    private static final Option.Parser<Duration> JITTER = Parsers.duration(Duration.ZERO, ALLOWED);

    static Optional<Lifetime> parse(String text) throws BadValue {
        if (text.strip().equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        String[] parts = text.strip().replace("+-", "±").split("±", -1);
        if (parts.length > 2) {
            throw new BadValue(ALLOWED);
        }
        Lifetime lifetime = new Lifetime(LENGTH.parse(parts[0]),
                parts.length == 2 ? JITTER.parse(parts[1]) : Duration.ZERO);
        if (lifetime.jitter.compareTo(lifetime.length) >= 0) {
            throw new BadValue(ALLOWED);
        }
        return Optional.of(lifetime);
    }

    /**
     * How long this launch of a target may run. The time depends only on the target's name and the launch's number, so that
     * a later runner computes the same time.
     */
    public Duration of(Incarnation life) {
        long most = jitter.toMillis();
        // the last step of SplitMix64 (Steele, Lea, Flood 2014): neighbouring launch numbers give very different results
        long mixed = (life.target().value().hashCode() * 31L + life.number()) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return length.plusMillis(Math.floorMod(mixed ^ mixed >>> 31, 2 * most + 1) - most);
    }
}
