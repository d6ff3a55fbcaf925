package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Secrets;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.RestartCause;

/**
 * One target as every face shows it. The first block is the object of {@code status --json}: in JSON the names are
 * snake_case and what is unknown is null (an empty {@code Optional}); keys never disappear.
 *
 * @param attached somebody else starts it, and it is never signalled but for a breach
 * @param cpuPercent of one core, whole tree
 * @param cpuThresholdPercent empty: off
 * @param memoryThresholdBytes empty: off
 * @param breach the finding while a threshold is breached or a check fails, such as {@code cpu 143.2 % of one core > 80.0 % in 3 of 3
 *        samples}
 * @param health as {@code /q/health/group/target} judges it
 * @param restarts since the target is known
 * @param restartsInWindow what counts against the budget
 * @param reason a sentence: why the target is in its state
 * @param nextRestartSeconds while it waits for one
 * @param command program and arguments joined by spaces, secrets masked ({@link Secrets})
 * @param startedAt wall-clock time of the launch of the incarnation that runs; empty: none runs
 * @param cpuSecondsTotal CPU time of all its incarnations that were measured, whole tree; never falls; empty: unknown
 * @param samplesMissed since the target is known
 * @param breachesByThreshold since the target is known, by {@code cpu} and {@code memory}
 * @param restartsByReason since the target is known, by one short word such as {@code exit}; their sum is
 *        {@code restarts}
 * @param checks those that were asked for
 * @param acknowledged a person knows that it is FATAL
 * @param limits how it stands against its limits, and by which figure
 * @param user whom it runs as, as it was asked for; empty: as the runner does
 * @param story since when it is as it is
 */
public record TargetView(String name, Phase state, Optional<Long> pid, boolean attached, boolean adopted,
        boolean givenUp, Optional<Double> uptimeSeconds, Optional<Integer> processes, Optional<Double> cpuPercent,
        Optional<Long> memoryBytes, Optional<Double> cpuThresholdPercent, Optional<Long> memoryThresholdBytes,
        Optional<String> breach, Health health, long restarts, int restartsInWindow, Optional<LastExit> lastExit,
        String reason, Optional<Double> nextRestartSeconds, int maxRestarts, long incarnation, String command,
        String cwd, List<SettingView> configuration, Optional<Instant> startedAt, Optional<Double> cpuSecondsTotal,
        long samplesMissed, Map<Resource, Long> breachesByThreshold, Map<RestartCause, Long> restartsByReason,
        List<CheckView> checks, boolean acknowledged, LimitsView limits, Optional<String> user, StoryView story) {

    /** One of whose story nothing is known, and that runs as the runner does. */
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
                StoryView.NONE);
    }

    public TargetView {
        configuration = List.copyOf(configuration);
        breachesByThreshold = Map.copyOf(breachesByThreshold);
        restartsByReason = Map.copyOf(restartsByReason);
        checks = List.copyOf(checks);
    }

    /** The same with another story. */
    public TargetView with(StoryView told) {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, command, cwd,
                configuration, startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, told);
    }

    /** The same with what looks like a secret masked in its command and its settings. */
    public TargetView masked() {
        return new TargetView(name, state, pid, attached, adopted, givenUp, uptimeSeconds, processes, cpuPercent,
                memoryBytes, cpuThresholdPercent, memoryThresholdBytes, breach, health, restarts, restartsInWindow,
                lastExit, reason, nextRestartSeconds, maxRestarts, incarnation, Secrets.mask(command), cwd,
                configuration.stream().map(SettingView::masked).toList(), startedAt, cpuSecondsTotal, samplesMissed,
                breachesByThreshold, restartsByReason, checks, acknowledged, limits, user, story);
    }

    /**
     * How the last life ended.
     *
     * @param code empty: by a signal, or unknown
     * @param signal name such as TERM; empty: by itself, or unknown
     * @param at when, on the wall clock; empty: nobody saw it
     * @param lastLine what it wrote last, of a failure nobody asked for: cut, in one line, secrets masked
     */
    public record LastExit(Optional<Integer> code, Optional<String> signal, Optional<Instant> at,
            Optional<String> lastLine) {

        /** One of which nobody knows when it was. */
        public LastExit(Optional<Integer> code, Optional<String> signal) {
            this(code, signal, Optional.empty(), Optional.empty());
        }
    }

    /**
     * One option in force. Secrets are masked.
     *
     * @param origin where it was written ({@code default} where nowhere); of a live change who made it:
     *        {@code console}, {@code api}
     * @param replaced of a live change: the value that it stands over
     * @param live whether it can be changed while the target runs
     */
    public record SettingView(String option, String value, String origin, Optional<String> replaced, boolean live) {

        /** One that nobody changed. */
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
