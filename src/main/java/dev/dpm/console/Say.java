package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.quarkus.qute.TemplateExtension;

import dev.dpm.config.ProgramName;
import dev.dpm.event.EventWords;

/**
 * Formats numbers and times for pages. Numbers have few digits, and a script in the page updates relative times such as
 * {@code 5 s ago}.
 */
@TemplateExtension(namespace = "say")
final class Say {

    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int DATE = "2026-11-24".length();
    /** Positions at which a browser may break a long name: after separators. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<=[-_./:,=@])(?=[^-_./:,=@])");

    private static final Pattern UNIT = Pattern
            .compile("(?<=[0-9]) (?=(?:%|[KMGT]iB|B|d|h|min|s|processors?)(?![a-z]))");

    private Say() {
    }

    /** How a person types the program's name at a shell, in commands that a page shows. */
    static String program() {
        return ProgramName.typed();
    }

    /** Formats a point in time such as {@code 2026-11-24 16:40:02 UTC}. */
    static String absolute(Instant time) {
        return ABSOLUTE.format(time);
    }

    /** Formats the time of day such as {@code 16:40}, in UTC. */
    static String clock(Instant time) {
        return absolute(time).substring(11, 16);
    }

    /** Formats the time of day with seconds such as {@code 16:40:02}, in UTC. */
    static String clockSeconds(Instant time) {
        return absolute(time).substring(DATE + 1, DATE + 1 + "16:40:02".length());
    }

    /** Formats a point in time such as {@code 16:40:02 UTC}; if the date is not today's, the date comes first. */
    static String moment(Instant time) {
        String absolute = absolute(time);
        String today = absolute(Instant.now()).substring(0, DATE);
        return absolute.startsWith(today) ? absolute.substring(DATE + 1) : absolute;
    }

    /** Formats the time from now until the given time, such as {@code 43 s}; {@code now} if that time has come. */
    static String until(Instant time) {
        long seconds = Duration.between(Instant.now(), time).toSeconds();
        return seconds < 1 ? "now" : "in " + EventWords.duration(Duration.ofSeconds(seconds));
    }

    /** Formats how long ago the given time was, such as {@code 41 s ago}. */
    static String ago(Instant time) {
        long seconds = age(time, Instant.now());
        return seconds < 1 ? "just now" : EventWords.duration(Duration.ofSeconds(seconds)) + " ago";
    }

    /** Formats the time that has passed since the given time, such as {@code 3 d 4 h}. */
    static String age(Instant time) {
        return EventWords.duration(Duration.ofSeconds(age(time, Instant.now())));
    }

    private static long age(Instant time, Instant now) {
        return Math.max(0, Duration.between(time, now).toSeconds());
    }

    /** Formats a percentage such as {@code 3.4 %}, {@code 12 %}. */
    static String percent(double percent) {
        return number(percent) + " %";
    }

    private static String number(double figure) {
        boolean isSmall = Math.abs(figure) < 9.95 && figure != Math.rint(figure);
        return String.format(Locale.ROOT, isSmall ? "%.1f" : "%.0f", figure);
    }

    /** A text with no-break spaces between numbers and their units, so that a browser does not break the line there. */
    static String whole(String text) {
        return UNIT.matcher(text).replaceAll("\u00a0");
    }

    /** A name in pieces; a browser may break the line between two pieces. */
    static List<String> pieces(String name) {
        return List.of(SEPARATOR.split(name));
    }

    /** A number with the noun in singular or plural: {@code 1 process}, {@code 4 processes}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
