package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.Hook;

/**
 * STOPPING, last part: all processes have ended except a hook, {@code post_stop} or an interrupted {@code pre_start}.
 *
 * @param awaited the hook whose end the runner waits for
 * @param overdueAt when the runner stops waiting for the hook, on the runner's monotonic clock
 */
public record Cleaning(Ledger ledger, Life current, Hook awaited, Duration overdueAt, AfterExit afterExit)
        implements
            StoppingState {

    /** Ends a running {@code pre_start}, because the target is not launched any more. */
    static Step breakOff(Ledger ledger, Life life, Situation at, AfterExit afterExit) {
        return Step.to(new Cleaning(ledger.because("its pre_start is broken off"), life, Hook.PRE_START,
                HookOrders.cutBy(at), afterExit)).doing(new Effect.EndHooks(life.number()));
    }

    /**
     * Adds to a step what follows when all processes have ended: {@code post_stop}, if the target has that hook, and then
     * {@code afterExit}.
     */
    static Step conclude(Step step, Ledger ledger, Life life, Situation at, AfterExit afterExit) {
        if (!HookOrders.has(Hook.POST_STOP, life, at)) {
            return afterExit.conclude(step, ledger, at);
        }
        return step.into(new Cleaning(ledger.because("its post_stop runs"), life, Hook.POST_STOP,
                HookOrders.overdueAt(Hook.POST_STOP, at), afterExit)).doing(HookOrders.runAfter(life, ledger, at));
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(overdueAt);
    }

    @Override
    public Cleaning withAfterExit(AfterExit other) {
        return new Cleaning(ledger, current, awaited, overdueAt, other);
    }

    @Override
    public Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        if (incarnation != current.number() || hook != awaited) {
            return Step.to(this);
        }
        if (awaited == Hook.PRE_START) {
            return conclude(Step.to(this), ledger, current, at, afterExit);
        }
        Step told = result.isPassed()
                ? Step.to(this)
                : Step.to(this).noting(HookOrders.ended(at, incarnation, hook, result));
        return afterExit.conclude(told, ledger, at);
    }

    @Override
    public Step onDeadline(Situation at) {
        if (at.now().compareTo(overdueAt) < 0) {
            return Step.to(this);
        }
        Step ending = Step.to(this).doing(new Effect.EndHooks(current.number()));
        return awaited == Hook.PRE_START
                ? conclude(ending, ledger, current, at, afterExit)
                : afterExit.conclude(ending, ledger, at);
    }
}
