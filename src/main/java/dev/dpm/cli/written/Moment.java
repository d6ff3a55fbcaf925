package dev.dpm.cli.written;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;

/**
 * Parses a point in time, such as the value of {@code --since}: a time span before now, a date, a time of day, or a date with a
 * time.
 */
public final class Moment {

    public static final String ALLOWED = "a time ago such as 90 (seconds), 10m, 2h or 1d, or a moment such as 18:05, 2026-11-29, "
            + "'2026-11-29 18:05' or 2026-11-29T18:05:00Z";

    private static final Pattern AGO = Pattern.compile("([0-9]{1,8})(s|m|h|d)?");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);

    private Moment() {
    }

    /**
     * Parses a point in time.
     * @param zone the time zone of a text that names none
     * @throws CommandFailed if the text is no point in time
     */
    public static Instant of(String option, String text, Instant now, ZoneId zone) throws CommandFailed {
        String plain = text.strip();
        Matcher ago = AGO.matcher(plain.toLowerCase(Locale.ROOT));
        if (ago.matches()) {
            String unit = ago.group(2) == null ? "s" : ago.group(2);
            return now.minus(Duration.ofSeconds(Long.parseLong(ago.group(1)) * SECONDS.get(unit)));
        }
        List<Function<String, Instant>> forms = List.of(
                written -> OffsetDateTime.parse(written.replaceFirst(" ", "T")).toInstant(),
                written -> LocalDateTime.parse(written.replaceFirst(" ", "T")).atZone(zone).toInstant(),
                written -> LocalDate.parse(written).atStartOfDay(zone).toInstant(),
                written -> ZonedDateTime.ofInstant(now, zone).with(LocalTime.parse(written)).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(plain);
            } catch (DateTimeException e) {
                continue;
            }
        }
        throw new CommandFailed(ExitCodes.USAGE, option + " takes " + ALLOWED + ", not '" + text + "'");
    }
}
