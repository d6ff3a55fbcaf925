package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.dpm.process.WallTime;

/**
 * The present time and the reader's time zone.
 * @param now the present time on the wall clock
 */
public record ReadersClock(Instant now, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss",
            Locale.ROOT);

    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern(" zzz", Locale.ENGLISH);

    /** A time of day: {@code 14:02:11}. The date precedes it unless the time is today. */
    public String at(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        boolean isToday = local.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (isToday ? TIME : DAY_AND_TIME).format(local);
    }

    /**
     * A time with the name of its time zone: {@code 14:02:11 CET}. The date precedes it unless the time is today. This form is
     * for a time in the future, since a schedule may name it in another time zone.
     */
    public String atInZone(Instant moment) {
        return at(moment) + ZONE.format(moment.atZone(WallTime.named(zone)));
    }

    /** How long ago a time was, in its largest unit: {@code 12 s ago}, {@code 3 min ago}, {@code 2 h ago}, {@code 5 d ago}. */
    public String ago(Instant moment) {
        long seconds = Math.max(0, Duration.between(moment, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
    }
}
