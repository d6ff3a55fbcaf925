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
 * The schedule by which a target is run, or restarted.
 *
 * @param runs the times at which the target is run; empty if the target runs all the time
 * @param restarts the times at which the target is restarted; empty if no schedule restarts it
 * @param zone the time zone in which both schedules count hours and days
 * @param missed what happens to a scheduled run whose time passed while the runner did not run
 * @param overlap what happens to a scheduled run that is due while the previous run is not over
 */
public record Timing(Optional<Schedule> runs, Optional<Schedule> restarts, ZoneId zone, Missed missed,
        Overlap overlap) {

    /** The value for a target that runs all the time and that no schedule restarts. */
    public static final Timing NONE = new Timing(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Missed.SKIP,
            Overlap.SKIP);

    private static final Origin SCHEDULED = new Origin(Source.DEFAULT, "schedule");

    /**
     * The values of {@code --schedule_missed}: what happens to runs whose time passed while the runner did not run or
     * the machine slept.
     */
    public enum Missed {
        SKIP,
        /** One run replaces all missed runs. */
        ONCE
    }

    /**
     * The values of {@code --schedule_overlap}: what happens to a run that is due while the previous run is not over.
     */
    public enum Overlap {
        SKIP,
        /** The new run waits until the previous run has ended; if several runs wait, only one of them begins. */
        QUEUE,
        /** The runner ends the previous run and then begins the new run. */
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

    /** Whether a schedule runs the target, so that the target does not run between its runs. */
    public boolean isScheduled() {
        return runs.isPresent();
    }

    /** Whether the target has a schedule for its runs or a schedule for restarts. */
    public boolean isAny() {
        return runs.isPresent() || restarts.isPresent();
    }

    /** The schedule of the target's runs, or else of its restarts; empty if the target has neither. */
    public Optional<Schedule> schedule() {
        return runs.or(() -> restarts);
    }

    /** The fault of schedule settings of a target that contradict each other; empty if no schedule settings do. */
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

    /**
     * Completes a target's settings: a target that a schedule runs is not restarted after its end, unless the user
     * wrote a value for {@code restart}.
     */
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
