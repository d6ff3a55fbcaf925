package dev.dpm.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.Schedule;

/**
 * When a target is run, and when it is restarted, according to schedules.
 *
 * @param runs the times of its runs; empty: it runs all the time
 * @param restarts the times of its restarts; empty: none
 * @param zone the time zone of both
 * @param missed what happens to a run that was missed
 * @param overlap what happens to a run that is due during another one
 */
public record Timing(Optional<Schedule> runs, Optional<Schedule> restarts, ZoneId zone, Missed missed,
        Overlap overlap) {

    public static final Timing NONE = new Timing(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Missed.SKIP,
            Overlap.SKIP);

    private static final Origin SCHEDULED = new Origin(Source.DEFAULT, "schedule");

    /** What happens to runs that were missed, because no runner ran or the machine slept. */
    public enum Missed {
        SKIP,
        ONCE
    }

    /** What happens to a run that is due during the previous one. */
    public enum Overlap {
        SKIP,
        /** The new run waits for the end of the previous one. If several runs wait, only one begins. */
        QUEUE,
        /** The previous run is ended, and the new run begins. */
        KILL
    }

    static Timing of(Settings settings) {
        Optional<Schedule> runs = settings.get(Options.SCHEDULE);
        Optional<Schedule> restarts = settings.get(Options.RESTART_SCHEDULE);
        return runs.isEmpty() && restarts.isEmpty()
                ? NONE
                : new Timing(runs, restarts, settings.find(Options.TIMEZONE).orElseGet(ZoneId::systemDefault),
                        settings.get(Options.SCHEDULE_MISSED), settings.get(Options.SCHEDULE_OVERLAP));
    }

    public boolean isScheduled() {
        return runs.isPresent();
    }

    public boolean isAny() {
        return runs.isPresent() || restarts.isPresent();
    }

    public Optional<Schedule> schedule() {
        return runs.or(() -> restarts);
    }

    /** The fault of contradictory schedule settings; empty: there is none. */
    public static Optional<ConfigFault> fault(Settings settings) {
        boolean isScheduled = settings.get(Options.SCHEDULE).isPresent();
        boolean isRestarted = settings.get(Options.RESTART_SCHEDULE).isPresent();
        if (!isScheduled && !isRestarted) {
            return Optional.empty();
        }
        Optional<Setting> both = settings.given(Options.RESTART_SCHEDULE).filter(given -> isScheduled && isRestarted);
        if (both.isPresent()) {
            return both.map(given -> ConfigFault.of(given.origin(), Options.RESTART_SCHEDULE,
                    "is not allowed together with schedule; allowed: for a target that runs all the time"));
        }
        return settings.given(Options.RESTART)
                .filter(given -> isScheduled && given.value() == RestartMode.ALWAYS)
                .map(given -> ConfigFault.of(given.origin(), Options.RESTART,
                        "'always' is not allowed together with schedule, which would run the target all the time; "
                                + "allowed: never (the default there) or on-failure"));
    }

    /** Adds the default of {@code restart} for a scheduled target: the target is not restarted after its end. */
    public static Settings withDefaults(Settings settings) {
        boolean isOpen = settings.get(Options.SCHEDULE).isPresent() && settings.given(Options.RESTART).isEmpty();
        return isOpen ? settings.known(Options.RESTART, "never", SCHEDULED) : settings;
    }

    static ZoneId zone(String text) throws BadValue {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new BadValue("a time zone of the tz database such as Europe/Berlin or UTC");
        }
    }
}
