package dev.dpm.config.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import dev.dpm.process.WallTime;
import dev.dpm.process.WrittenValue;

/**
 * The times of a recurring event, in the notation of crontab(5). When the clock is changed (daylight saving time), these times
 * follow Debian's cron(8): a fixed time that the change skips comes right after the change, and a fixed time that occurs twice
 * comes only once.
 */
public final class Schedule extends WrittenValue {

    static final String ALLOWED = "five fields as in crontab(5) (minute, hour, day of the month, month, day of the week) "
            + "such as '0 3 * * *' or '*/15 8-18 * * MON-FRI', @hourly, @daily, @weekly, @monthly, @yearly, or off";

    private static final Map<String, String> NICKNAMES = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *", "@weekly", "0 0 * * 0", "@monthly", "0 0 1 * *", "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final int LONGEST = 200;
    /** The characters of crontab(5). The library cron-utils accepts more, and throws undocumented exceptions for some. */
    private static final Pattern CRONTAB = Pattern.compile("[0-9A-Za-z*,/ -]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    /**
     * If a schedule has no time after this date, which lies before a February with 29 days, the schedule never has one.
     */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2020, 1, 1, 0, 0);
    /** The search for the next time ends after this many clock changes. */
    private static final int MOST_CHANGES = 200;

    private final ExecutionTime times;
    private final boolean isByInterval;

    private Schedule(String text, String fields, ExecutionTime times) {
        super(text);
        this.times = times;
        String[] field = SPACES.split(fields);
        this.isByInterval = field[0].startsWith("*") || field[1].startsWith("*");
    }

    public static Optional<Schedule> parse(String written) throws BadValue {
        String text = SPACES.matcher(written.strip()).replaceAll(" ");
        if (text.equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        String fields = NICKNAMES.getOrDefault(text.toLowerCase(Locale.ROOT), text);
        if (fields.length() > LONGEST || !CRONTAB.matcher(fields).matches()) {
            throw new BadValue(ALLOWED);
        }
        Schedule schedule = new Schedule(text, fields, times(fields));
        if (schedule.times.nextExecution(ANY_TIME.atZone(ZoneOffset.UTC)).isEmpty()) {
            throw new BadValue(ALLOWED + "; no day of any year matches this one");
        }
        return Optional.of(schedule);
    }

    private static ExecutionTime times(String fields) throws BadValue {
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return ExecutionTime.forCron(parser.parse(fields).validate());
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^Failed to parse cron expression[.] ", "");
            throw new BadValue(ALLOWED + "; " + why);
        }
    }

    public WallTime next(WallTime after, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        return WallTime.of(isByInterval ? byInterval(after.instant(), rules) : fixed(after.instant(), rules));
    }

    private Instant fixed(Instant after, ZoneRules rules) {
        LocalDateTime local = LocalDateTime.ofInstant(after, rules.getOffset(after));
        while (true) {
            local = next(local);
            Instant moment = moment(local, rules);
            if (moment.isAfter(after)) {
                return moment;
            }
        }
    }

    private static Instant moment(LocalDateTime local, ZoneRules rules) {
        ZoneOffsetTransition change = rules.getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.toInstant(rules.getValidOffsets(local).get(0));
    }

    /** Searches the intervals between clock changes, in which each local time occurs exactly once. */
    private Instant byInterval(Instant after, ZoneRules rules) {
        Instant from = after;
        for (int changes = 0; changes < MOST_CHANGES; changes++) {
            ZoneOffset offset = rules.getOffset(from);
            Instant moment = next(LocalDateTime.ofInstant(from, offset)).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || moment.isBefore(change.getInstant())) {
                return moment;
            }
            // a time exactly at the change counts, too
            LocalDateTime changed = LocalDateTime.ofInstant(change.getInstant(), change.getOffsetAfter());
            if (next(changed.minus(Duration.ofMinutes(1))).equals(changed)) {
                return change.getInstant();
            }
            from = change.getInstant();
        }
        throw new IllegalStateException(this + " does not come in this zone");
    }

    /** The schedule's next local time, without regard to clock changes. */
    private LocalDateTime next(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime)
                .orElseThrow(() -> new IllegalStateException(this + " does not come any more"));
    }
}
