package dev.dpm.process;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time of the wall clock, in milliseconds since 1970 (UTC). The wall clock may jump, so this is for schedules and the
 * times of events; intervals are measured by the monotonic clock.
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

    /** The duration from this time to another time; negative if the other time is earlier. */
    public Duration until(WallTime later) {
        return Duration.ofMillis(later.millis - millis);
    }

    public boolean isAfter(WallTime other) {
        return millis > other.millis;
    }

    public boolean isBefore(WallTime other) {
        return millis < other.millis;
    }

    /** The time without seconds, in a form for people: {@code 2026-11-30 03:00 CET}. */
    public String words(ZoneId zone) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ENGLISH)
                .format(instant().atZone(named(zone)));
    }

    /** A time zone with the same offset and a name for people: the offset zero is named UTC instead of {@code Z}. */
    public static ZoneId named(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? UTC : zone;
    }

    @Override
    public int compareTo(WallTime other) {
        return Long.compare(millis, other.millis);
    }
}
