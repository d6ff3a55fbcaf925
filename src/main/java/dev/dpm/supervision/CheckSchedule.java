package dev.dpm.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.check.Prober;
import dev.dpm.config.Readiness.ReadyBy;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.CheckKind;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Phase;

/**
 * Hands each check of a target to the threads that run checks when the check is due, unless the previous run of the same check
 * has not ended. Only the thread of the supervision loop uses this class.
 */
final class CheckSchedule {

    /**
     * A check run that is due. An {@link Incarnation} is one run of a target, from its launch until its last process has ended.
     */
    record Due(Incarnation life, CheckOrder order) {
    }

    private static final Duration UNTIL_READY = Duration.ofSeconds(1);

    /**
     * The time after a launch in which the answer of a foreign process does not count as the target's. Most programs that find
     * their port taken have ended by then, and a target whose check asks another program on purpose is hardly delayed.
     */
    private static final Duration FOREIGN = Duration.ofSeconds(3);

    private final Consumer<Due> orders;
    private final BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings;

    CheckSchedule(Consumer<Due> orders, BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings) {
        this.orders = orders;
        this.surroundings = surroundings;
    }

    /**
     * Runs one check; called outside the thread of the supervision loop. The outcome is unknown where the check throws an
     * exception. A check of a process that has ended meanwhile is not run.
     */
    static Checked run(Prober prober, Due due, Duration begun, Snapshot seen) {
        CheckOrder order = due.order();
        if (seen.target(due.life().target()).filter(target -> isLife(target, due.life())).isEmpty()) {
            return new Checked(order.spec(), begun, CheckResult.unknown("was not run: that life is over"));
        }
        try {
            return new Checked(order.spec(), begun, prober.probe(order));
        } catch (RuntimeException | Error e) {
            return new Checked(order.spec(), begun, CheckResult.unknown("could not be run: " + e));
        }
    }

    private static boolean isLife(TargetSnapshot target, Incarnation life) {
        boolean isUp = target.state().phase() == Phase.STARTING || target.state().phase() == Phase.RUNNING;
        return isUp && target.state().life().filter(one -> one.number() == life.number()).isPresent();
    }

    Optional<Duration> next(SupervisedTarget supervised) {
        return SampleSchedule.isSampled(supervised) ? supervised.checks.next() : Optional.empty();
    }

    void order(Collection<SupervisedTarget> slots, Duration now) {
        for (SupervisedTarget supervised : slots) {
            if (SampleSchedule.isSampled(supervised)) {
                order(supervised, supervised.state.life().orElseThrow(), now);
            }
        }
    }

    private void order(SupervisedTarget supervised, Life life, Duration now) {
        supervised.checks.follow(supervised.spec, life, now);
        if (supervised.checks.next().filter(at -> now.compareTo(at) >= 0).isEmpty()) {
            return;
        }
        Incarnation incarnation = new Incarnation(supervised.name(), life.number());
        for (CheckSpec check : supervised.checks.take(now, interval(supervised))) {
            orders.accept(new Due(incarnation, new CheckOrder(check, supervised.spec.checks().timeout(),
                    surroundings.apply(supervised.spec, incarnation), listener(supervised.spec, life, check, now))));
        }
    }

    /**
     * Whose answer counts for a check. After its first pass, every answer counts: to find out whose socket answers, the probe
     * must read the descriptors of all processes of the machine.
     */
    private static CheckOrder.Listener listener(TargetSpec spec, Life life, CheckSpec check, Duration now) {
        if (life.origin() != Life.Origin.LAUNCHED || life.checkup().of(check).isPassing()) {
            return CheckOrder.Listener.ANY;
        }
        Duration half = spec.readiness().timeout().dividedBy(2);
        boolean isReadyByChecks = spec.readiness().by() == ReadyBy.CHECK;
        Duration held = half.compareTo(FOREIGN) < 0 ? half : FOREIGN;
        return new CheckOrder.Listener(life.main().stream().toList(),
                isReadyByChecks && life.age(now).compareTo(held) < 0);
    }

    /**
     * The time between two check runs. A target that is not ready yet is checked every second, so that the targets that depend
     * on it start early.
     */
    private static Duration interval(SupervisedTarget supervised) {
        Duration written = supervised.spec.checks().interval();
        boolean isBecomingReady = supervised.state.phase() == Phase.STARTING
                && supervised.spec.readiness().by() == ReadyBy.CHECK;
        return isBecomingReady && written.compareTo(UNTIL_READY) > 0 ? UNTIL_READY : written;
    }

    /**
     * The checks of one target: when each check is due, and which are under way. Only the thread of the supervision
     * loop uses this class.
     */
    static final class CheckAgenda {

        /**
         * The time from a launch to the first check: a server has usually opened its port by then. For a process that an
         * earlier runner launched, the time counts from the start of this runner.
         */
        private static final Duration FIRST = Duration.ofSeconds(1);

        private final Map<CheckSpec, Duration> dueAt = new LinkedHashMap<>();
        private final Set<CheckSpec> underWay = new HashSet<>();
        private final Map<CheckKind, Map<CheckResult.Outcome, Long>> counts = new EnumMap<>(CheckKind.class);
        private Optional<TargetSpec> spec = Optional.empty();
        private long life;
        private long runs;

        void follow(TargetSpec inForce, Life living, Duration now) {
            if (life == living.number() && spec.equals(Optional.of(inForce))) {
                return;
            }
            List<CheckSpec> checks = CheckSpec.runByRunner(inForce.checks());
            if (life != living.number()) {
                dueAt.clear();
            }
            dueAt.keySet().retainAll(checks);
            boolean isNew = life != living.number();
            for (CheckSpec check : checks) {
                Duration latest = now.plus(inForce.checks().interval());
                dueAt.merge(check, isNew ? now.plus(FIRST) : now,
                        (before, ignored) -> before.compareTo(latest) < 0 ? before : latest);
            }
            life = living.number();
            spec = Optional.of(inForce);
        }

        /** When the target's next check is due; empty: no check is due. */
        Optional<Duration> next() {
            return dueAt.isEmpty()
                    ? Optional.empty()
                    : dueAt.entrySet().stream().filter(due -> !underWay.contains(due.getKey())).map(Map.Entry::getValue)
                            .min(Duration::compareTo);
        }

        /** Returns the checks that are due, and marks them as running. */
        List<CheckSpec> take(Duration now, Duration interval) {
            List<CheckSpec> due = dueAt.entrySet().stream()
                    .filter(entry -> now.compareTo(entry.getValue()) >= 0 && !underWay.contains(entry.getKey()))
                    .map(Map.Entry::getKey).toList();
            due.forEach(check -> dueAt.put(check, now.plus(interval)));
            underWay.addAll(due);
            return due;
        }

        void done(Checked checked) {
            runs++;
            underWay.remove(checked.spec());
            counts.computeIfAbsent(checked.spec().kind(), kind -> new EnumMap<>(CheckResult.Outcome.class))
                    .merge(checked.result().outcome(), 1L, Long::sum);
        }

        /** The number of runs of all checks since the runner's start. */
        long runs() {
            return runs;
        }

        /** The number of check runs since the runner's start, by kind of check and outcome. */
        Map<CheckKind, Map<CheckResult.Outcome, Long>> counts() {
            Map<CheckKind, Map<CheckResult.Outcome, Long>> copy = new EnumMap<>(CheckKind.class);
            counts.forEach((kind, outcomes) -> copy.put(kind, Map.copyOf(outcomes)));
            return copy;
        }
    }
}
