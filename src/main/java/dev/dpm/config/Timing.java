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
 * The times at which a target is run, or launched anew.
 *
 * @param runs when the target is run; empty: the target runs all the time
 * @param restarts when the target is launched anew; empty: the clock restarts nothing
 * @param zone the time zone of the schedule
 * @param missed the fate of a run whose time passed unnoticed
 * @param overlap the fate of a run that is due while the last run lasts
 */
public record Timing(Optional<Schedule> runs, Optional<Schedule> restarts, ZoneId zone, Missed missed,
        Overlap overlap) {

    /** The timing of a target that runs all the time and is never restarted by the clock. */
    public static final Timing NONE = new Timing(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Missed.SKIP,
            Overlap.SKIP);

    private static final Origin SCHEDULED = new Origin(Source.DEFAULT, "schedule");

    /**
     * {@code --schedule_missed}: the fate of a run whose time passed while the runner did not run or the machine slept.
     */
    public enum Missed {
        SKIP,
        /** One run takes the place of all missed runs. */
        ONCE
    }

    /** {@code --schedule_overlap}: the fate of a run that is due while the last run lasts. */
    public enum Overlap {
        SKIP,
        /** The new run waits until the last run has ended; of several runs that wait, only one begins. */
        QUEUE,
        /** The last run is ended, and then the new run begins. */
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

    /** Whether the target is run by the clock, and rests between its runs. */
    public boolean isScheduled() {
        return runs.isPresent();
    }

    /** Whether the target has a schedule or a restart schedule. */
    public boolean isAny() {
        return runs.isPresent() || restarts.isPresent();
    }

    /** The schedule of the runs, or of the restarts; empty: the clock starts nothing. */
    public Optional<Schedule> schedule() {
        return runs.or(() -> restarts);
    }

    /** The fault in the combination of these settings; empty: there is none. */
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

    /** The settings, completed by the defaults of targets that are run by the clock. */
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
