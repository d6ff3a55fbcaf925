package dev.dpm.view;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.Secrets;
import dev.dpm.config.Tags;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.RestartCause;

/**
 * One target, as console, API and command line show it. The first fields are the object of {@code status --json}: in
 * JSON the keys are in snake_case and always present, and an unknown value is null (an empty {@code Optional}).
 *
 * @param attached true if another program started the process; the runner then signals the process only for a breach or
 *     by command
 * @param cpuPercent percent of one core, summed over the target's processes
 * @param cpuThresholdPercent the CPU threshold; empty if there is none
 * @param memoryThresholdBytes the memory threshold; empty if there is none
 * @param breach a phrase about the violation, as long as a threshold is breached or a check fails:
 *     {@code cpu 143.2 % of one core > 80.0 % in 3 of 3 samples}
 * @param health the target's health, as the endpoint {@code /q/health/group/target} reports it
 * @param restarts number of restarts since the target was added
 * @param restartsInWindow number of restarts that count against the restart budget at present
 * @param reason why the target is in its state, as a sentence
 * @param nextRestartSeconds seconds until the next launch, if the target waits for a restart
 * @param command program and arguments joined by spaces, with secrets masked ({@link Secrets})
 * @param startedAt wall-clock time at which the running process was launched; empty if none runs
 * @param cpuSecondsTotal CPU time of all processes in all runs that the runner measured; never falls; empty if unknown
 * @param samplesMissed number of missed samples since the target was added
 * @param breachesByThreshold number of breaches since the target was added, by {@code cpu} and {@code memory}
 * @param restartsByReason number of restarts since the target was added, by a short word such as {@code exit}; the sum
 *     is {@code restarts}
 * @param checks the configured checks
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param limits the target's limits, and how memory is measured
 * @param user the user that the target is configured to run as; empty means the runner's user
 * @param story when the target entered its state, and why
 * @param group the group that the target belongs to; empty if none
 * @param labels the target's labels, sorted by key
 */
public record TargetView(String name, Phase state, Optional<Long> pid, boolean attached, boolean adopted,
        boolean givenUp, Optional<Double> uptimeSeconds, Optional<Integer> processes, Optional<Double> cpuPercent,
        Optional<Long> memoryBytes, Optional<Double> cpuThresholdPercent, Optional<Long> memoryThresholdBytes,
        Optional<String> breach, Health health, long restarts, int restartsInWindow, Optional<LastExit> lastExit,
        String reason, Optional<Double> nextRestartSeconds, int maxRestarts, long incarnation, String command,
        String cwd, List<SettingView> configuration, Optional<Instant> startedAt, Optional<Double> cpuSecondsTotal,
        long samplesMissed, Map<Resource, Long> breachesByThreshold, Map<RestartCause, Long> restartsByReason,
        List<CheckView> checks, boolean acknowledged, LimitsView limits, Optional<String> user, StoryView story,
        Optional<String> group, Map<String, String> labels) {

    /**
     * Makes the view of a target that runs as the runner's user, with an empty {@link StoryView}, without group and
     * labels.
     */
    public TargetView(String name, Phase state, Optional<Long> pid, boolean attached, boolean adopted,
            boolean givenUp, Optional<Double> uptimeSeconds, Optional<Integer> processes, Optional<Double> cpuPercent,
            Optional<Long> memoryBytes, Optional<Double> cpuThresholdPercent, Optional<Long> memoryThresholdBytes,
            Optional<String> breach, Health health, long restarts, int restartsInWindow, Optional<LastExit> lastExit,
            String reason, Optional<Double> nextRestartSeconds, int maxRestarts, long incarnation, String command,
            String cwd, List<SettingView> configuration, Optional<Instant> startedAt, Optional<Double> cpuSecondsTotal,
            long samplesMissed, Map<Resource, Long> breachesByThreshold, Map<RestartCause, Long> restartsByReason,
            List<CheckView> checks, boolean acknowledged, LimitsView limits) {
        this(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent, memoryBytes,
                cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow, lastExit, reason,
                nextRestartSeconds, maxRestarts, incarnation, command, cwd, configuration, startedAt, cpuSecondsTotal,
                samplesMissed, breachesByThreshold, restartsByReason, checks, acknowledged, limits, Optional.empty(),
                StoryView.NONE, Optional.empty(), Map.of());
    }

    public TargetView {
        configuration = OnDemandList.copyOf(configuration);
        breachesByThreshold = Map.copyOf(breachesByThreshold);
        restartsByReason = Map.copyOf(restartsByReason);
        checks = List.copyOf(checks);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** A copy of this view with another {@link StoryView}, the part about the target's incidents and restarts. */
    public TargetView with(StoryView told) {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, command, cwd,
                configuration, startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, told, group, labels);
    }

    /** A copy of this view in which texts in command and settings that may be secrets are masked. */
    public TargetView masked() {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, Secrets.mask(command), cwd,
                OnDemandList.mapped(configuration, SettingView::masked), startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, story, group, labels);
    }

    public Tags tags() {
        return new Tags(group, labels);
    }

    /**
     * How the target's last run ended.
     * @param code the exit code; empty if a signal ended the run, or the exit status is unknown
     * @param signal a name such as TERM; empty if the run ended by itself, or the exit status is unknown
     * @param at when the run ended, on the wall clock; empty if unknown
     * @param lastLine the last line of output, shortened, with secrets masked; empty if the end was no failure, or was
     * requested by a command
     * @param how what is known about the end besides its status: who killed the process, or that memory was short
     */
    public record LastExit(Optional<Integer> code, Optional<String> signal, Optional<Instant> at,
            Optional<String> lastLine, Optional<String> how) {

        /** Makes the view of a run of the target that ended at an unknown time. */
        public LastExit(Optional<Integer> code, Optional<String> signal) {
            this(code, signal, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * The value of one option. Secrets are masked.
     *
     * @param origin where the value comes from: a file, the command line, {@code default} if nobody has set the option;
     *     or for a change that a person made while the target runs, its author: {@code console}, {@code api}
     * @param replaced for such a change, the configured value that it overrides
     * @param live whether the option can be changed while the target runs
     */
    public record SettingView(String option, String value, String origin, Optional<String> replaced, boolean live) {

        static final String DEFAULT = "default";

        /** Makes the view of an option of the target that nobody has changed while the target runs. */
        public static SettingView written(String option, String value, String origin) {
            return new SettingView(option, value, origin, Optional.empty(), true);
        }

        public boolean isChanged() {
            return replaced.isPresent();
        }

        /**
         * A copy of this view in which texts that may be secrets are masked. A default value contains no secret, so it is not
         * searched: most settings of most targets have their default value.
         */
        SettingView masked() {
            return origin.equals(DEFAULT) && replaced.isEmpty()
                    ? this
                    : new SettingView(option, Secrets.mask(option, value), origin,
                            replaced.map(text -> Secrets.mask(option, text)), live);
        }
    }
}
