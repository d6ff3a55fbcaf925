package dev.dpm.process;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The wall clock in milliseconds since 1970 (UTC), which may jump. For schedules and times of events; intervals use the monotonic
 * clock.
 */
public record WallTime(long millis) implements Comparable<WallTime> {

    private static final ZoneId UTC = ZoneId.of("UTC");

    public static WallTime of(Instant moment) {
        return new WallTime(moment.toEpochMilli());
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    public WallTime plus(Duration length) {
        return new WallTime(millis + length.toMillis());
    }

    public WallTime minus(Duration length) {
        return new WallTime(millis - length.toMillis());
    }

    /** The duration from this moment to a later moment; negative if {@code later} is earlier. */
    public Duration until(WallTime later) {
        return Duration.ofMillis(later.millis - millis);
    }

    public boolean isAfter(WallTime other) {
        return millis > other.millis;
    }

    public boolean isBefore(WallTime other) {
        return millis < other.millis;
    }

    /** The moment to the minute, in a form for people: {@code 2026-11-30 03:00 CET}. */
    public String words(ZoneId zone) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ENGLISH)
                .format(instant().atZone(named(zone)));
    }

    /** The same offset with a name for people. Offset zero is UTC, not {@code Z}. */
    public static ZoneId named(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? UTC : zone;
    }

    @Override
    public int compareTo(WallTime other) {
        return Long.compare(millis, other.millis);
    }
}
