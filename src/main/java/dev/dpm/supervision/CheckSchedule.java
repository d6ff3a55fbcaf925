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
 * Orders a run of a check when it is due, unless the last run of that check is still under way. Only the thread of the
 * supervision loop uses this class.
 */
final class CheckSchedule {

    /**
     * An order to run a check of one incarnation of a target, that is, of one run of the target from launch to exit.
     */
    record Due(Incarnation life, CheckOrder order) {
    }

    private static final Duration UNTIL_READY = Duration.ofSeconds(1);

    private final Consumer<Due> orders;
    private final BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings;

    /**
     * Makes the schedule of all targets' checks.
     *
     * @param orders receives each order
     * @param surroundings returns the launch order of a target, since a check by command runs with the target's user,
     *     folder and environment
     */
    CheckSchedule(Consumer<Due> orders, BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings) {
        this.orders = orders;
        this.surroundings = surroundings;
    }

    /**
     * Runs one check, on a thread other than the supervision loop's. If the code of the check throws an exception, the
     * result is unknown. If the process to be checked has ended meanwhile, the check is not run: after a stop, no
     * process of the target may start.
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

    /** Orders the runs of checks that are due, for all targets with a living process. */
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
                    surroundings.apply(supervised.spec, incarnation))));
        }
    }

    /**
     * The time between two runs of a target's checks. A target that becomes ready by a check is checked every second
     * until it is ready, so that its dependents start early.
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
         * The time from a launch to the first check, or, for a process of an earlier runner, from the start of this
         * runner. By then, a server that opens its port right after its start has done so.
         */
        private static final Duration FIRST = Duration.ofSeconds(1);

        private final Map<CheckSpec, Duration> dueAt = new LinkedHashMap<>();
        private final Set<CheckSpec> underWay = new HashSet<>();
        private final Map<CheckKind, Map<CheckResult.Outcome, Long>> counts = new EnumMap<>(CheckKind.class);
        private Optional<TargetSpec> spec = Optional.empty();
        private long life;
        private long runs;

        /**
         * Applies changed settings of the target. After a launch of the target, all checks begin anew.
         *
         * @param inForce the target's settings
         * @param living the present process tree of the target
         */
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

        /**
         * When the next check of the target is due; empty: no check is due. A check that is under way is due again
         * only after its end.
         */
        Optional<Duration> next() {
            return dueAt.isEmpty()
                    ? Optional.empty()
                    : dueAt.entrySet().stream().filter(due -> !underWay.contains(due.getKey())).map(Map.Entry::getValue)
                            .min(Duration::compareTo);
        }

        /**
         * Returns the checks of the target that are due, and records that they are under way.
         *
         * @param interval the time from now to the next run
         */
        List<CheckSpec> take(Duration now, Duration interval) {
            List<CheckSpec> due = dueAt.entrySet().stream()
                    .filter(entry -> now.compareTo(entry.getValue()) >= 0 && !underWay.contains(entry.getKey()))
                    .map(Map.Entry::getKey).toList();
            due.forEach(check -> dueAt.put(check, now.plus(interval)));
            underWay.addAll(due);
            return due;
        }

        /** Records that a run of one of the target's checks is over. */
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
