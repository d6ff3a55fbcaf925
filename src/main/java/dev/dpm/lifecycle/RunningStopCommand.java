package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Notification;
import dev.dpm.process.ProcessIdentity;

/**
 * STOPPING, first part: the target's stop_command runs, and no signal was sent yet.
 *
 * @param overdueAt when the runner stops waiting for stop_command, on the runner's monotonic clock
 * @param exit how the main process ended; empty: it lives
 * @param afterExit what happens when no process is left
 */
public record RunningStopCommand(Ledger ledger, Life current, Duration overdueAt, Optional<ExitStatus> exit,
        AfterExit afterExit)
        implements
            StoppingState {

    static Step begin(Ledger ledger, Life life, Situation at, AfterExit afterExit) {
        return Step
                .to(new RunningStopCommand(ledger, life, HookOrders.overdueAt(Hook.STOP_COMMAND, at), Optional.empty(),
                        afterExit))
                .doing(HookOrders.run(Hook.STOP_COMMAND, life, at));
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(overdueAt);
    }

    @Override
    public RunningStopCommand withAfterExit(AfterExit other) {
        return new RunningStopCommand(ledger, current, overdueAt, exit, other);
    }

    private RunningStopCommand in(Life life) {
        return new RunningStopCommand(ledger, life, overdueAt, exit, afterExit);
    }

    @Override
    public Step onExited(Situation at, long incarnation, ExitStatus status, String lastLine) {
        if (incarnation != current.number() || exit.isPresent()) {
            return Step.to(this);
        }
        return Step.to(new RunningStopCommand(ledger.ended(status), current, overdueAt, Optional.of(status), afterExit))
                .noting(new StopEnd(at, current, status).duringStopCommand());
    }

    @Override
    public Step onOomCounted(Situation at, long incarnation, long kills) {
        return incarnation == current.number() && exit.isEmpty()
                ? Step.to(in(current.counting(at, kills)))
                : Step.to(this);
    }

    @Override
    public Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        return incarnation == current.number() ? Step.to(in(current.ledBy(main))) : Step.to(this);
    }

    @Override
    public Step onNotified(Situation at, long incarnation, Notification told) {
        return incarnation == current.number() ? Step.to(in(current.heard(told, at.now()))) : Step.to(this);
    }

    @Override
    public Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        if (incarnation != current.number() || hook != Hook.STOP_COMMAND) {
            return Step.to(this);
        }
        Step next = Ending.onceAsked(this, at);
        return result.isPassed()
                ? next
                : Step.to(next.next()).noting(HookOrders.ended(at, incarnation, hook, result)).then(next);
    }

    @Override
    public Step onDeadline(Situation at) {
        if (at.now().compareTo(overdueAt) < 0) {
            return Step.to(this);
        }
        Step next = Ending.onceAsked(this, at);
        return Step.to(next.next()).doing(new Effect.EndHooks(current.number())).then(next);
    }
}
