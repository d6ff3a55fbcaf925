package dev.dpm.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.event.CommandResult;
import dev.dpm.lifecycle.AwaitingDependencies;
import dev.dpm.lifecycle.Ending;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.effect.Ports;

/**
 * Ends the runner: either stops every target, each after its dependents, or leaves all targets running. Only the thread
 * of the supervision loop uses this class.
 */
final class Shutdown {

    private static final Duration AFTER_GRACE = Duration.ofSeconds(2);
    private static final Duration AFTER_GRACE_OF_MAIN = Duration.ofSeconds(4);

    private final Ports ports;
    private final Targets targets;
    private final Stepper stepper;
    private final Ordering ordering;
    private final EndWatch ending;

    Shutdown(Ports ports, Targets targets, Stepper stepper, Ordering ordering, EndRules rules) {
        this.ordering = ordering;
        this.ports = ports;
        this.targets = targets;
        this.stepper = stepper;
        this.ending = new EndWatch(rules);
    }

    boolean isAsked() {
        return ending.isAsked();
    }

    boolean keepsTargets() {
        return ending.isAtOnce();
    }

    /**
     * Begins to end the runner. From now on no target is started.
     *
     * @param keepTargets true: leaves all targets running
     */
    CommandResult ask(boolean keepTargets, String why) {
        ending.ask(why, ports.clock().get().plus(longestStop()));
        if (keepTargets) {
            targets.copy().forEach(supervised -> stepper.step(supervised, TargetState::onRenewed));
            targets.all().forEach(supervised -> stepper.keep(supervised, true));
            ending.atOnce();
            return CommandResult.of(CommandResult.Outcome.DONE,
                    "the runner ends; its targets go on, and the next start adopts them");
        }
        List<String> letGo = targets.notAtRest().stream().filter(SupervisedTarget::isAttached)
                .map(SupervisedTarget::lettingGo).toList();
        List<SupervisedTarget> running = targets.notAtRest();
        String names = running.stream().filter(supervised -> !supervised.isAttached())
                .map(supervised -> supervised.name().value())
                .collect(Collectors.joining(", "));
        ordering.stop(running, why);
        String ends = names.isEmpty() ? "the runner ends" : "stopping " + names + " and the runner";
        return CommandResult.of(CommandResult.Outcome.DONE,
                Stream.concat(letGo.stream(), Stream.of(ends)).collect(Collectors.joining("\n")));
    }

    /** The longest time that stopping all targets may take: grace periods, SIGKILL, and the wait for killed processes. */
    private Duration longestStop() {
        Duration longest = ordering.longestStop(targets.notAtRest(), supervised -> supervised.spec.stopping().grace()
                .plus(supervised.spec.hooks().longestStop())
                .plus(supervised.spec.stopping().scope() == StopScope.MAIN ? AFTER_GRACE_OF_MAIN : AFTER_GRACE));
        return longest.compareTo(AFTER_GRACE) < 0 ? AFTER_GRACE : longest;
    }

    /** Ends the runner because a target with {@code --on_exhausted exit} has used up its restarts. */
    void because(String reason) {
        ending.giveUp();
        ask(false, "the runner ends: " + reason);
    }

    /**
     * Postpones the runner's latest end by a time in which the runner did not run, for example because the machine was
     * suspended.
     */
    void stoodStill(Duration length) {
        ending.later(length);
    }

    /**
     * Postpones the latest end of the runner after a stop signal that was sent late: the grace period of the target began with
     * that signal, and so did the wait of the targets that are stopped after it.
     *
     * @param moment when the signal was sent
     */
    void signalledLate(Duration moment) {
        ending.notBefore(moment.plus(longestStop()));
    }

    /** When the loop must check whether the runner may end; empty: the targets' own deadlines wake the loop. */
    Optional<Duration> deadline() {
        return ending.deadline().filter(at -> at.compareTo(ports.clock().get()) > 0);
    }

    Optional<Supervisor.Ended> reached() {
        endOfWaiting().ifPresent(why -> {
            ending.fail();
            ask(false, "the runner ends: " + why);
        });
        return ending.reached(targets.all(), ports.clock().get());
    }

    private Optional<String> endOfWaiting() {
        if (!ending.endsAtRest()) {
            return Optional.empty();
        }
        List<SupervisedTarget> left = targets.notAtRest();
        boolean isStuck = left.stream()
                .allMatch(supervised -> supervised.state instanceof AwaitingDependencies held && held.isStuck());
        return isStuck
                ? left.stream().findFirst().map(one -> one.name() + " " + one.state.ledger().reason())
                : Optional.empty();
    }

    /** Computes when the supervision is over, and with which exit code the runner ends. */
    static final class EndWatch {

        private static final int GAVE_UP = 70;
        private static final int FAILED = 1;

        /** How long after the end of a target the runner waits at least for the other targets. */
        private static final Duration FOR_THE_NEXT = Duration.ofSeconds(2);
        /**
         * How long the runner waits for the end of a process after SIGKILL. A process that lives longer is left to the
         * kernel.
         */
        private static final Duration AFTER_KILL = Duration.ofSeconds(2);
        /**
         * How much longer the runner waits if it cannot even send SIGKILL, because it lacks file descriptors or
         * processor time, or because the stop signal before it has not been sent.
         */
        private static final Duration FOR_KILL = Duration.ofSeconds(10).plus(Ending.UNSENT_PATIENCE);

        private final EndRules rules;
        private Optional<String> asked = Optional.empty();
        private Optional<Duration> latest = Optional.empty();
        private final Map<TargetName, Duration> outlivedSince = new HashMap<>();
        private long resting;
        private boolean gaveUp;
        private boolean failed;
        private boolean atOnce;
        private boolean anyTookPart;

        EndWatch(EndRules rules) {
            this.rules = rules;
        }

        /**
         * Begins the end of the supervision.
         *
         * @param latest when the supervision ends even if a process still lives
         */
        void ask(String why, Duration latest) {
            if (asked.isEmpty()) {
                this.asked = Optional.of(why);
                this.latest = Optional.of(latest);
            }
        }

        /** Postpones the latest end of the supervision by a time in which the runner could not end any process. */
        void later(Duration length) {
            latest = latest.map(at -> at.plus(length));
            outlivedSince.replaceAll((target, since) -> since.plus(length));
        }

        /** Postpones the latest end of the supervision to a moment, unless it is later already. */
        void notBefore(Duration moment) {
            latest = latest.map(at -> at.compareTo(moment) < 0 ? moment : at);
        }

        void giveUp() {
            gaveUp = true;
        }

        void fail() {
            failed = true;
        }

        /** Whether the supervision ends by itself once every target is STOPPED, EXITED or FATAL. */
        boolean endsAtRest() {
            return rules.whenAtRest() && asked.isEmpty();
        }

        void atOnce() {
            atOnce = true;
        }

        boolean isAtOnce() {
            return atOnce;
        }

        boolean isAsked() {
            return asked.isPresent();
        }

        Optional<Duration> deadline() {
            return latest;
        }

        Optional<Supervisor.Ended> reached(Collection<SupervisedTarget> slots, Duration now) {
            if (asked.isEmpty() && !rules.whenAtRest()) {
                return Optional.empty();
            }
            goOnWhileTheyEnd(slots, now);
            boolean rest = resting == slots.size();
            List<SupervisedTarget> active = slots.stream().filter(supervised -> supervised.active).toList();
            anyTookPart |= !active.isEmpty();
            if (asked.isPresent() && (atOnce || rest)) {
                return Optional.of(new Supervisor.Ended(code(active), asked.get()));
            }
            if (latest.filter(at -> isLeftToTheKernel(slots, at, now)).isPresent()) {
                return Optional.of(new Supervisor.Ended(gaveUp ? GAVE_UP : FAILED,
                        asked.orElseThrow() + "; some processes could not be ended"));
            }
            if (rules.whenAtRest() && rest && anyTookPart) {
                return Optional.of(new Supervisor.Ended(code(active), "every target is at rest"));
            }
            return Optional.empty();
        }

        private boolean isLeftToTheKernel(Collection<SupervisedTarget> slots, Duration at, Duration now) {
            slots.stream().filter(supervised -> supervised.state.hasOutlivedKill())
                    .forEach(supervised -> outlivedSince.putIfAbsent(supervised.name(), now));
            return now.compareTo(at) >= 0 && slots.stream().filter(supervised -> !supervised.state.phase().isAtRest())
                    .allMatch(supervised -> supervised.state.awaitsItsLaunch() || hasHadItsTime(supervised.name(), now))
                    || now.compareTo(at.plus(FOR_KILL)) >= 0;
        }

        private boolean hasHadItsTime(TargetName target, Duration now) {
            return Optional.ofNullable(outlivedSince.get(target))
                    .filter(since -> now.minus(since).compareTo(AFTER_KILL) >= 0)
                    .isPresent();
        }

        private void goOnWhileTheyEnd(Collection<SupervisedTarget> slots, Duration now) {
            long before = resting;
            resting = slots.stream().filter(supervised -> supervised.state.phase().isAtRest()).count();
            if (resting > before) {
                latest = latest.map(at -> at.compareTo(now.plus(FOR_THE_NEXT)) < 0 ? now.plus(FOR_THE_NEXT) : at);
            }
        }

        private int code(List<SupervisedTarget> active) {
            if (gaveUp || failed) {
                return gaveUp ? GAVE_UP : FAILED;
            }
            if (!rules.whenAtRest() || atOnce || active.size() != 1) {
                return 0;
            }
            SupervisedTarget only = active.get(0);
            boolean endedOnOrder = only.state.phase() == Phase.STOPPED;
            if (endedOnOrder && only.spec.restarts().mode() == RestartMode.ALWAYS) {
                return 0;
            }
            return only.state.ledger().lastExit().map(ExitStatus::shellCode).orElse(FAILED);
        }
    }
}
