package dev.dpm.daemon;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the time in an output line: ISO 8601 and similar formats (Python, Java, Go, PostgreSQL), access logs, Redis, syslog (RFC
 * 3164), and seconds or milliseconds since 1970 in JSON.
 */
public final class LineTime {

    /** The number of characters of a line that are searched. Programs write the time at or near the beginning. */
    private static final int LOOKED_AT = 256;
    private static final String CLOCK = "([0-2][0-9]):([0-5][0-9]):([0-5][0-9]|60)(?:[.,]([0-9]{1,9}))?";
    private static final String ZONE = "(?: ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?";
    private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
            "Oct", "Nov", "Dec");

    private static final Pattern ISO = Pattern
            .compile("(?<![0-9])([12][0-9]{3})[-/]([01][0-9])[-/]([0-3][0-9])[T ]" + CLOCK + ZONE);
    private static final Pattern ACCESS_LOG = Pattern
            .compile("([0-3][0-9])/" + MONTH + "/([12][0-9]{3})[: ]" + CLOCK + ZONE);
    private static final Pattern DAY_FIRST = Pattern
            .compile("(?<![0-9])([0-3]?[0-9]) " + MONTH + " ([12][0-9]{3}) " + CLOCK + ZONE);
    private static final Pattern SYSLOG = Pattern.compile("^(?:<[0-9]{1,3}>)?" + MONTH + " ([ 0-3][0-9]) " + CLOCK);
    private static final Pattern EPOCH = Pattern
            .compile("\"(?:ts|time|timestamp)\" ?: ?([0-9]{10})([0-9]{3})?(?:\\.([0-9]{1,9}))?[,} ]");

    private final ZoneId zone;
    private final Instant now;

    /**
     * Makes a finder of times.
     *
     * @param zone the time zone of times that state none
     * @param now the present moment, which determines the year of times without a year
     */
    public LineTime(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** The first time that a line contains; empty: it contains none. */
    public Optional<Instant> of(String line) {
        String head = line.substring(0, Math.min(LOOKED_AT, line.length()));
        try {
            return written(head);
        } catch (DateTimeException e) {
            // the line contains a date that does not exist, such as 2026-02-30
            return Optional.empty();
        }
    }

    private Optional<Instant> written(String head) {
        Matcher iso = ISO.matcher(head);
        if (iso.find()) {
            return Optional.of(moment(number(iso, 1), number(iso, 2), number(iso, 3), iso, 4));
        }
        Matcher access = ACCESS_LOG.matcher(head);
        if (access.find()) {
            return Optional.of(moment(number(access, 3), month(access, 2), number(access, 1), access, 4));
        }
        Matcher day = DAY_FIRST.matcher(head);
        if (day.find()) {
            return Optional.of(moment(number(day, 3), month(day, 2), number(day, 1), day, 4));
        }
        Matcher epoch = EPOCH.matcher(head);
        if (epoch.find()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch.group(1))));
        }
        Matcher syslog = SYSLOG.matcher(head);
        return syslog.find() ? Optional.of(withYear(syslog)) : Optional.empty();
    }

    /**
     * Adds the year to a time without one: the moment then lies within the last year, or at most a day in the future, since a
     * clock may be fast.
     */
    private Instant withYear(Matcher found) {
        int year = now.atZone(zone).getYear();
        int day = Integer.parseInt(found.group(2).strip());
        Instant thisYear = local(year, month(found, 1), day, found, 3).atZone(zone).toInstant();
        return thisYear.isAfter(now.plusSeconds(86_400))
                ? local(year - 1, month(found, 1), day, found, 3).atZone(zone).toInstant()
                : thisYear;
    }

    private Instant moment(int year, int month, int day, Matcher found, int clock) {
        LocalDateTime local = local(year, month, day, found, clock);
        String offset = found.group(clock + 4);
        if (offset == null) {
            return local.atZone(zone).toInstant();
        }
        return local.toInstant(offset.startsWith("+") || offset.startsWith("-")
                ? ZoneOffset.of(offset)
                : ZoneOffset.UTC);
    }

    private static LocalDateTime local(int year, int month, int day, Matcher found, int clock) {
        String fraction = found.group(clock + 3) == null ? "" : found.group(clock + 3);
        int nanos = Integer.parseInt(String.format(Locale.ROOT, "%-9s", fraction).replace(' ', '0'));
        // a leap second (:60) becomes :59, since Java's times have none
        return LocalDateTime.of(year, month, day, number(found, clock), number(found, clock + 1),
                Math.min(59, number(found, clock + 2)), nanos);
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static int month(Matcher found, int group) {
        return MONTHS.indexOf(found.group(group)) + 1;
    }
}
