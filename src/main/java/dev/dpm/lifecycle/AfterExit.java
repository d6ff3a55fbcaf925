package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.Decision;
import dev.dpm.policy.RestartBudget;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;

/** What happens to a target when its processes have ended, for example a restart. */
public sealed interface AfterExit {

    /**
     * Appends the target's next state to a step.
     *
     * @param step the step in which the last process ended
     */
    Step conclude(Step step, Ledger ledger, Situation at);

    /**
     * Converts a decision of the restart policy into what happens to the target.
     *
     * @param cause the cause under which a restart is counted
     */
    static AfterExit of(Decision decision, RestartCause cause, Situation at) {
        if (decision instanceof Decision.Restart restart) {
            return new Relaunch(restart.delay(), restart.budget(), cause, "restarted: " + restart.reason(),
                    new TargetEvent.RestartScheduled(at.name(), restart.delay(),
                            restart.attempt(), at.spec().restarts().max(), cause, restart.reason()));
        }
        if (decision instanceof Decision.Rest rest) {
            return new Rest(Phase.EXITED, rest.reason(), rest.failed());
        }
        return new GiveUp(decision.reason());
    }

    /** Whether the target's health is DOWN while it is STOPPING and this follows. */
    default boolean isTrouble() {
        return !(this instanceof Rest rest) || rest.failed();
    }

    /** Whether the target is STOPPED by command or FATAL, so that its schedule does not start it. */
    default boolean isStop() {
        return this instanceof Rest rest && rest.phase() != Phase.EXITED;
    }

    /**
     * A copy of this object whose reason has one more clause. If a command or a scheduled time is the reason, nothing is added.
     */
    default AfterExit because(String clause) {
        return this;
    }

    /**
     * The target is not restarted: STOPPED by command, EXITED by itself, or FATAL.
     *
     * @param failed whether it ended without success
     */
    record Rest(Phase phase, String reason, boolean failed) implements AfterExit {

        /** The target is STOPPED or EXITED, without a failure. */
        public Rest(Phase phase, String reason) {
            this(phase, reason, false);
        }

        @Override
        public AfterExit because(String clause) {
            return new Rest(phase, reason + "; " + clause, failed);
        }

        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            Ledger rested = (phase == Phase.STOPPED ? ledger.afresh() : ledger).because(reason);
            Ledger told = failed ? rested.failing() : rested;
            boolean isBetweenRuns = phase == Phase.EXITED && at.spec().timing().isScheduled();
            return step.into(isBetweenRuns ? new Scheduled(told) : new Resting(phase, told))
                    .noting(new TargetEvent.TargetStopped(at.name(), reason));
        }
    }

    /**
     * The restart policy launches the target again.
     *
     * @param delay the pause after the end of the last process
     * @param budget the restart budget after this restart
     */
    record Relaunch(Duration delay, RestartBudget budget, RestartCause cause, String why,
            TargetEvent.RestartScheduled scheduled) implements AfterExit {
        @Override
        public AfterExit because(String clause) {
            TargetEvent.RestartScheduled told = new TargetEvent.RestartScheduled(scheduled.name(), scheduled.delay(),
                    scheduled.attempt(), scheduled.allowed(), scheduled.cause(), scheduled.reason() + "; " + clause);
            return new Relaunch(delay, budget, cause, why + "; " + clause, told);
        }

        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            Ledger next = ledger.spending(budget).restarted(cause);
            Step noted = step.noting(scheduled);
            if (delay.isZero()) {
                return noted.then(Launching.begin(next, at, why));
            }
            Ledger waiting = next.because(scheduled.message());
            return noted.into(new Pausing(waiting, at.now().plus(delay), why));
        }
    }

    /** A command launches the target again, at once and with a full restart budget. */
    record CommandedStart(String why) implements AfterExit {
        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            return step.then(Launching.begin(ledger.afresh().restarted(RestartCause.COMMAND), at, why));
        }
    }

    /**
     * The runner launches the target again on purpose (longest running time, restart schedule, changed files), at once and
     * without using up an allowed restart.
     */
    record Recycle(RestartCause cause, String why) implements AfterExit {
        @Override
        public boolean isTrouble() {
            return false;
        }

        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            return step.then(Launching.begin(ledger.restarted(cause), at, why));
        }
    }

    /** The next scheduled run begins, at once and with a full restart budget. */
    record NextRun(String why) implements AfterExit {
        @Override
        public boolean isTrouble() {
            return false;
        }

        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            return step.then(Launching.begin(ledger.afresh(), at, why));
        }
    }

    /** Another program restarts the process of an attached target. The runner searches for the new process. */
    record Reattach(RestartCause cause) implements AfterExit {
        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            Duration lived = step.next().life().map(life -> life.age(at.now())).orElse(Duration.ZERO);
            return Attachment.next(step, ledger.outlived(lived), at, cause,
                    ledger.lastExit().orElseGet(ExitStatus.Unknown::new));
        }
    }

    /** The runner stops restarting the target, which becomes FATAL. */
    record GiveUp(String reason) implements AfterExit {
        @Override
        public AfterExit because(String clause) {
            return new GiveUp(reason + "; " + clause);
        }

        @Override
        public Step conclude(Step step, Ledger ledger, Situation at) {
            Step fatal = step.into(new Resting(Phase.FATAL, ledger.gaveUp(reason)))
                    .noting(new TargetEvent.TargetGaveUp(at.name(), reason));
            return at.spec().restarts().onExhausted() == OnExhausted.EXIT
                    ? fatal.doing(new Effect.EndRunner(reason))
                    : fatal;
        }
    }
}
