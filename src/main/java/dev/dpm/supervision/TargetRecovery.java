package dev.dpm.supervision;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.dpm.config.Timing;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Ledger;
import dev.dpm.lifecycle.Preparing;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.policy.RestartBudget;
import dev.dpm.policy.RunPlan;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.supervision.effect.Ports;

/**
 * Adopts one target of an earlier runner: finds its living process by pid and start time, or by an environment variable that
 * the runner had set.
 */
final class TargetRecovery {

    private static final Comparator<TargetProcesses.Survivor> OLDEST = Comparator
            .comparingLong((TargetProcesses.Survivor survivor) -> survivor.identity().startTicks())
            .thenComparingLong(survivor -> survivor.identity().pid());

    private static final String RESUMED = "resumed after the runner's death: ";

    private final Ports ports;
    private final List<TargetProcesses.Survivor> census;

    TargetRecovery(Ports ports) {
        this.ports = ports;
        this.census = ports.targetProcesses().census();
    }

    /**
     * A target as its record on disk describes it. Its earlier restarts count only where the earlier runner died and the
     * machine was not rebooted.
     */
    SupervisedTarget supervised(TargetRecord record) {
        boolean died = diedUnderway(record);
        RestartBudget budget = died
                ? new RestartBudget(record.ranFor(), record.restartsAt(), record.inARow())
                : RestartBudget.FRESH;
        Map<RestartCause, Long> restarts = record.restarts() > 0
                ? Map.of(RestartCause.EARLIER, record.restarts())
                : Map.of();
        boolean givenUp = record.givenUp() && (died || record.state() == Phase.FATAL);
        Ledger ledger = new Ledger(budget, record.incarnation(), restarts, record.lastExit(), givenUp, record.failed(),
                record.reason());
        SupervisedTarget supervised = new SupervisedTarget(record.spec(), resting(record, ledger), record.wanted());
        supervised.moments = record.moments();
        supervised.plan = planned(record);
        supervised.acknowledged = record.acknowledged() && record.state() == Phase.FATAL;
        return supervised;
    }

    /** The next scheduled run that the earlier runner stored; a time in the past means a missed run. Empty: there is none. */
    private static Optional<RunPlan> planned(TargetRecord record) {
        Timing timing = record.spec().timing();
        return timing.schedule().filter(schedule -> record.wanted())
                .flatMap(schedule -> record.ranUntil()
                        .map(until -> RunPlan.from(schedule, timing.zone(), until)));
    }

    private Resting resting(TargetRecord record, Ledger ledger) {
        Phase phase = record.state();
        return remembered(record).filter(survivor -> phase.isAtRest())
                .map(survivor -> Resting.remembered(phase, ledger, survivor.identity(), ports.clock().get()
                        .minus(ports.age().apply(survivor.identity()))))
                .orElseGet(() -> Resting.remembered(phase, ledger));
    }

    /** Whether the earlier runner died while the target was running. */
    private boolean diedUnderway(TargetRecord record) {
        return record.bootId().equals(ports.bootId()) && !record.state().isAtRest();
    }

    /** The first step of a recorded target under this runner; empty: the target stays in its state. */
    Optional<Step> firstStep(SupervisedTarget supervised, TargetRecord record, Situation at, boolean resumeWanted) {
        Resting resting = (Resting) supervised.state;
        if (supervised.spec.attach().isPresent() && !record.wanted()) {
            return Optional.empty();
        }
        if (resting.survivor().isPresent()) {
            return resumeWanted && record.wanted() ? Optional.of(resting.onStart(at, "resumed")) : Optional.empty();
        }
        Optional<Step> adopted = adoption(supervised, record, at);
        if (adopted.isPresent()) {
            return adopted.map(step -> record.wanted() ? step : stopped(step, at));
        }
        if (!record.wanted()) {
            return lacksPostStop(record)
                    ? Optional.of(stopped(afterDeath(resting, record, at), at))
                    : Optional.empty();
        }
        boolean isBetweenRuns = record.process().isEmpty() && !record.launching() && record.state() != Phase.BACKOFF;
        if (supervised.spec.timing().isScheduled() && isBetweenRuns) {
            return diedUnderway(record) || resumeWanted
                    ? Optional.of(resting.onPlanned(at,
                            record.state() == Phase.WAITING ? record.reason() : "it runs by its schedule"))
                    : Optional.empty();
        }
        if (diedUnderway(record)) {
            return Optional.of(afterDeath(resting, record, at));
        }
        return resumeWanted ? Optional.of(resting.onStart(at, "resumed")) : Optional.empty();
    }

    private boolean lacksPostStop(TargetRecord record) {
        return record.spec().hooks().has(Hook.POST_STOP) && record.process().isPresent() && diedUnderway(record);
    }

    private Optional<Step> adoption(SupervisedTarget supervised, TargetRecord record, Situation at) {
        boolean isUnready = record.state() == Phase.STARTING && record.spec().readiness().isAwaited();
        return living(record).map(main -> isUnready
                ? ((Resting) supervised.state).adoptUnready(at, main.incarnation().number(), main.identity(),
                        ports.age().apply(main.identity()))
                : adopted(supervised, main, at));
    }

    Optional<Step> adoptionOfAnything(SupervisedTarget supervised, TargetRecord record, Situation at) {
        if (record.spec().attach().isPresent()) {
            return Optional.empty();
        }
        return remembered(record).or(() -> oldest(record, survivor -> true)).map(main -> adopted(supervised, main, at));
    }

    Step adopted(SupervisedTarget supervised, TargetProcesses.Survivor main, Situation at) {
        Step adopted = ((Resting) supervised.state).onAdopted(at, main.incarnation().number(), main.identity(),
                ports.age().apply(main.identity()));
        if (supervised.spec.attach().isPresent()) {
            ports.targetProcesses().attached(main.incarnation(), main.identity());
            return adopted;
        }
        // a program that replaces itself by a new version forks its new main process, which leads no session
        return supervised.spec.pidFile().isPresent() || ports.targetProcesses().leadsSession(main.identity())
                ? adopted
                : adopted.then(adopted.next().onExited(at, main.incarnation().number(), new ExitStatus.Unknown()));
    }

    private static Step stopped(Step adopted, Situation at) {
        return adopted.then(adopted.next().onStop(at, "it was being stopped when the earlier runner died"));
    }

    /** The step of a target whose process died while no runner ran. The restart policy decides whether it is launched again. */
    private Step afterDeath(Resting resting, TargetRecord record, Situation at) {
        if (record.process().isEmpty()) {
            String reason = Preparing.reasonOf(record.reason());
            return resting.resume(at, reason.startsWith(RESUMED) ? reason : RESUMED + reason);
        }
        ProcessIdentity main = record.process().get();
        Step adopted = resting.onAdopted(at, record.incarnation(), main, mostAge(main));
        return adopted.next().onExited(at, record.incarnation(), new ExitStatus.Unknown());
    }

    /**
     * The longest time that a process of an earlier runner can have lived, since nobody observed its end. Zero: its start time
     * is unknown.
     */
    private Duration mostAge(ProcessIdentity dead) {
        return dead.startTicks() == 0 ? Duration.ZERO : ports.age().apply(dead);
    }

    private Optional<TargetProcesses.Survivor> living(TargetRecord record) {
        return record.spec().attach().isPresent()
                ? remembered(record)
                : remembered(record).or(() -> byCookie(record));
    }

    private Optional<TargetProcesses.Survivor> remembered(TargetRecord record) {
        return record.process()
                .filter(main -> main.bootId().equals(ports.bootId()) && ports.targetProcesses().isAlive(main))
                .map(main -> new TargetProcesses.Survivor(new Incarnation(record.spec().name(), record.incarnation()),
                        main));
    }

    /** Finds a living process of a target by the environment variable that the runner had set. */
    private Optional<TargetProcesses.Survivor> byCookie(TargetRecord record) {
        return oldest(record, survivor -> record.process().isEmpty() || !record.wanted()
                || survivor.incarnation().number() > record.incarnation());
    }

    private Optional<TargetProcesses.Survivor> oldest(TargetRecord record, Predicate<TargetProcesses.Survivor> which) {
        return census.stream().filter(survivor -> survivor.incarnation().target().equals(record.spec().name()))
                .filter(which).min(OLDEST);
    }

    /**
     * The oldest living process of each target without a record.
     *
     * @param known the names of the targets with a record
     */
    Map<TargetName, TargetProcesses.Survivor> unclaimed(Set<TargetName> known) {
        return census.stream().filter(survivor -> !known.contains(survivor.incarnation().target()))
                .collect(Collectors.toMap(survivor -> survivor.incarnation().target(), survivor -> survivor,
                        BinaryOperator.minBy(OLDEST), TreeMap::new));
    }
}
