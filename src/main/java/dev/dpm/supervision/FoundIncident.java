package dev.dpm.supervision;

import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.event.EventWords;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Cause;
import dev.dpm.incident.EndWords;
import dev.dpm.incident.Finding;
import dev.dpm.incident.Finding.Oom;
import dev.dpm.incident.Rule;
import dev.dpm.lifecycle.AfterExit;
import dev.dpm.lifecycle.Ending;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.policy.LimitsInForce;
import dev.dpm.policy.OomWatch;
import dev.dpm.policy.ThresholdRules;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

record FoundIncident(Finding finding, String action, boolean isRunnersFault) {

    private static final String IN_A_ROW = " consecutive samples";

    /** The facts about the incident that this event begins; empty: the event begins none. */
    static Optional<FoundIncident> in(SupervisedTarget supervised, TargetState before, Step step, TargetEvent event) {
        if (event instanceof Observation.ThresholdBreached breach) {
            Optional<Sample> sample = step.next().life().or(before::life).flatMap(Life::usage).map(Usage::sample);
            return of(rule(supervised.spec, sample, breach), breach.action());
        }
        if (event instanceof Observation.CheckFailed check) {
            return of(Finding.ofRule(Cause.CHECK, check.finding(), new Rule(check.check().option(),
                    check.check().word() + " check" + " fails " + supervised.spec.checks().failures()
                            + " times in a row",
                    Optional.empty(),
                    "", supervised.spec.checks().failures())), check.action());
        }
        if (event instanceof TargetEvent.TargetExited exited && !exited.asked()) {
            return ofEnd(before, step, exited);
        }
        if (event instanceof TargetEvent.LaunchFailed failed) {
            return Optional.of(new FoundIncident(Finding.of(Cause.LAUNCH, failed.reason()),
                    failed.runnersFault() ? "the runner tries again" : "", failed.runnersFault()));
        }
        return event instanceof TargetEvent.TargetGaveUp gaveUp
                ? of(Finding.of(Cause.GAVE_UP, gaveUp.reason()), "")
                : Optional.empty();
    }

    private static Optional<FoundIncident> of(Finding finding, String action) {
        return Optional.of(new FoundIncident(finding, action, false));
    }

    private static Finding rule(TargetSpec spec, Optional<Sample> sample, Observation.ThresholdBreached breach) {
        ThresholdRules rules = ThresholdRules.of(spec.thresholds(), sample);
        String words = breach.finding();
        return switch (breach.threshold()) {
            case CPU -> Finding.ofRule(Cause.CPU, words, rule("cpu_threshold", rules.cpu(), "percent of one core",
                    rules.samples().cpu(), limit -> "cpu over " + EventWords.percent(limit) + " of one core"));
            case MEMORY -> Finding.ofRule(Cause.MEMORY, words, rule("memory_threshold", rules.memory(), "bytes",
                    rules.samples().memory(), limit -> "memory over " + Bytes.words(limit)));
            case TIME_TO_LIMIT -> Finding.ofRule(Cause.FORECAST, words, new Rule("act_before",
                    "memory reaches its limit within "
                            + spec.thresholds().actBefore().map(EventWords::duration)
                                    .orElse("the time that was asked for"),
                    LimitsInForce.of(spec.thresholds(), sample).memoryBytes().map(Long::doubleValue), "bytes", 1));
        };
    }

    private interface Limit {
        String words(double limit);
    }

    private static Rule rule(String option, Threshold threshold, String unit, int samples, Limit words) {
        Optional<Double> limit = threshold instanceof Threshold.At at ? Optional.of(at.value()) : Optional.empty();
        return new Rule(option, limit.map(words::words).orElse(option) + " in " + samples
                + (samples == 1 ? " sample" : IN_A_ROW), limit, unit, samples);
    }

    private static Optional<FoundIncident> ofEnd(TargetState before, Step step,
            TargetEvent.TargetExited exited) {
        if (exited.success()) {
            boolean comesBack = step.next() instanceof Ending ending
                    && ending.afterExit() instanceof AfterExit.Relaunch;
            return comesBack ? of(end(Cause.EXIT, before, exited), "") : Optional.empty();
        }
        return of(end(cause(before, exited), before, exited), "");
    }

    private static Cause cause(TargetState before, TargetEvent.TargetExited exited) {
        if (before instanceof Resting && exited.status() instanceof ExitStatus.Unknown) {
            return Cause.FOUND_DEAD;
        }
        if (exited.evidence().isPresent()) {
            return Cause.OOM_KILL;
        }
        return exited.status() instanceof ExitStatus.Signaled && !EndWords.isOwnDeed(exited.status())
                ? Cause.SIGNAL
                : Cause.CRASH;
    }

    private static Finding end(Cause cause, TargetState before, TargetEvent.TargetExited exited) {
        return new Finding(cause, "", Optional.of(exited.status()), oom(before, exited), exited.lastLine(),
                Optional.empty());
    }

    private static Oom oom(TargetState before, TargetEvent.TargetExited exited) {
        if (exited.evidence().isPresent()) {
            return exited.evidence().get().equals(OomWatch.SEEN) ? Oom.SEEN : Oom.PROBABLE;
        }
        return before.life().flatMap(life -> life.memory().oom().kills()).isPresent()
                ? Oom.RULED_OUT
                : Oom.UNREADABLE;
    }
}
