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

@TemplateExtension(namespace = "say")
final class Say {

    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int DATE = "2026-11-24".length();
    /** The places in a long name at which a browser may break the line: after separators. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<=[-_./:,=@])(?=[^-_./:,=@])");

    private static final Pattern UNIT = Pattern
            .compile("(?<=[0-9]) (?=(?:%|[KMGT]iB|B|d|h|min|s|processors?)(?![a-z]))");

    private Say() {
    }

    static String program() {
        return ProgramName.typed();
    }

    /** A time with its date: {@code 2026-11-24 16:40:02 UTC}. */
    static String absolute(Instant time) {
        return ABSOLUTE.format(time);
    }

    /** A time of day in UTC: {@code 16:40}. */
    static String clock(Instant time) {
        return absolute(time).substring(11, 16);
    }

    static String clockSeconds(Instant time) {
        return absolute(time).substring(DATE + 1, DATE + 1 + "16:40:02".length());
    }

    /** A time such as {@code 16:40:02 UTC}, preceded by its date if that is not today. */
    static String moment(Instant time) {
        String absolute = absolute(time);
        String today = absolute(Instant.now()).substring(0, DATE);
        return absolute.startsWith(today) ? absolute.substring(DATE + 1) : absolute;
    }

    /** How long it is until a time: {@code in 43 s}, or {@code now}. */
    static String until(Instant time) {
        long seconds = Duration.between(Instant.now(), time).toSeconds();
        return seconds < 1 ? "now" : "in " + EventWords.duration(Duration.ofSeconds(seconds));
    }

    /** How long ago a time was: {@code 41 s ago}. */
    static String ago(Instant time) {
        long seconds = age(time, Instant.now());
        return seconds < 1 ? "just now" : EventWords.duration(Duration.ofSeconds(seconds)) + " ago";
    }

    /** The length of time since a moment: {@code 3 d 4 h}. */
    static String age(Instant time) {
        return EventWords.duration(Duration.ofSeconds(age(time, Instant.now())));
    }

    private static long age(Instant time, Instant now) {
        return Math.max(0, Duration.between(time, now).toSeconds());
    }

    /** A percentage: {@code 3.4 %}, {@code 12 %}. */
    static String percent(double percent) {
        return number(percent) + " %";
    }

    private static String number(double figure) {
        boolean isSmall = Math.abs(figure) < 9.95 && figure != Math.rint(figure);
        return String.format(Locale.ROOT, isSmall ? "%.1f" : "%.0f", figure);
    }

    /** A text with no-break spaces between numbers and units. */
    static String whole(String text) {
        return UNIT.matcher(text).replaceAll("\u00a0");
    }

    static List<String> pieces(String name) {
        return List.of(SEPARATOR.split(name));
    }

    /** A number with its noun: {@code 1 process}, {@code 4 processes}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
