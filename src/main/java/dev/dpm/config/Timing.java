package dev.dpm.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;

/**
 * The times at which a target is run, or launched anew.
 *
 * @param runs when it is run; empty: it runs all the time
 * @param restarts when it is launched anew; empty: it is not, by the clock
 * @param zone whose clock counts
 * @param missed what becomes of a run whose time nobody could keep
 * @param overlap what becomes of a run that is due while the last one lasts
 */
public record Timing(Optional<Schedule> runs, Optional<Schedule> restarts, ZoneId zone, Missed missed,
        Overlap overlap) {

    /** A target without any. */
    public static final Timing NONE = new Timing(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Missed.SKIP,
            Overlap.SKIP);

    private static final Origin SCHEDULED = new Origin(Source.DEFAULT, "schedule");

    /** {@code --schedule_missed}: a run whose time has passed, since the runner did not run or the machine slept. */
    public enum Missed {
        SKIP,
        /** It is made up for once, however many were missed. */
        ONCE
    }

    /** {@code --schedule_overlap}: a run that is due while the last one lasts. */
    public enum Overlap {
        SKIP,
        /** It follows when the last one has ended; of several, one. */
        QUEUE,
        /** The last one is ended for it. */
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

    /** Whether anything happens by the clock. */
    public boolean isAny() {
        return runs.isPresent() || restarts.isPresent();
    }

    /** What happens by the clock: runs, or new launches. */
    public Optional<Schedule> schedule() {
        return runs.or(() -> restarts);
    }

    /** What is wrong with these settings together; empty: nothing. */
    static Optional<ConfigFault> fault(Settings settings) {
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
    static Settings withDefaults(Settings settings) {
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
