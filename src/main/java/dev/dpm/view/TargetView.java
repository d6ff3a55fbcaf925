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
 * One target as console, API and command line show it. The first fields are the object of {@code status --json}: in
 * JSON the names are in snake_case and an unknown value is null (an empty {@code Optional}); keys are always present.
 *
 * @param attached true: the process was started outside the runner, which signals it only for a breach or by command
 * @param cpuPercent percent of one core, whole tree
 * @param cpuThresholdPercent the threshold; empty: off
 * @param memoryThresholdBytes the threshold; empty: off
 * @param breach the finding while a threshold is breached or a check fails, such as
 * {@code cpu 143.2 % of one core > 80.0 % in 3 of 3 samples}
 * @param health as {@code /q/health/group/target} reports it
 * @param restarts number of restarts since the runner first knew the target
 * @param restartsInWindow restarts that count against the budget
 * @param reason a sentence: why the target is in its state
 * @param nextRestartSeconds the time until the next launch, while the target waits for a restart
 * @param command program and arguments joined by spaces, secrets masked ({@link Secrets})
 * @param startedAt wall-clock time of the launch of the running incarnation; empty: no incarnation runs
 * @param cpuSecondsTotal CPU time of all measured incarnations of the target, whole tree; never falls; empty: unknown
 * @param samplesMissed number of missed samples since the runner first knew the target
 * @param breachesByThreshold number of breaches since the runner first knew the target, by {@code cpu} and
 * {@code memory}
 * @param restartsByReason number of restarts since the runner first knew the target, by one short word such as
 * {@code exit}; their sum is {@code restarts}
 * @param checks the configured checks
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param limits the figures that concern limits, and the basis of memory
 * @param user the configured user that the target runs as; empty: the runner's user
 * @param story since when the target is in its state, and why
 * @param group the group that the target belongs to; empty: none
 * @param labels by key, sorted
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

    /** A target that runs as the runner's user, with an empty {@link StoryView}, without group and labels. */
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

    /** A copy of this view with another story. */
    public TargetView with(StoryView told) {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, command, cwd,
                configuration, startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, told, group, labels);
    }

    /** A copy of this view with possible secrets masked in command and settings. */
    public TargetView masked() {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, Secrets.mask(command), cwd,
                OnDemandList.mapped(configuration, SettingView::masked), startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, story, group, labels);
    }

    /** The target's group and labels. */
    public Tags tags() {
        return new Tags(group, labels);
    }

    /**
     * The end of the last incarnation.
     *
     * @param code the exit code; empty: a signal ended the incarnation, or the exit status is unknown
     * @param signal a name such as TERM; empty: the incarnation ended by itself, or the exit status is unknown
     * @param at the moment of the end, on the wall clock; empty: unknown
     * @param lastLine the last line of output, for a failure that nobody ordered: shortened, in one line, secrets
     *     masked
     */
    public record LastExit(Optional<Integer> code, Optional<String> signal, Optional<Instant> at,
            Optional<String> lastLine) {

        /** The end of an incarnation at an unknown time. */
        public LastExit(Optional<Integer> code, Optional<String> signal) {
            this(code, signal, Optional.empty(), Optional.empty());
        }
    }

    /**
     * One option in force. Secrets are masked.
     *
     * @param origin the place where the option is written ({@code default}: in no place); for a live change, its
     *     author: {@code console}, {@code api}
     * @param replaced for a live change, the value that it overrides
     * @param live whether the option can be changed while the target runs
     */
    public record SettingView(String option, String value, String origin, Optional<String> replaced, boolean live) {

        /** An option without a live change. */
        public static SettingView written(String option, String value, String origin) {
            return new SettingView(option, value, origin, Optional.empty(), true);
        }

        public boolean isChanged() {
            return replaced.isPresent();
        }

        SettingView masked() {
            return new SettingView(option, Secrets.mask(option, value), origin,
                    replaced.map(text -> Secrets.mask(option, text)), live);
        }
    }
}
