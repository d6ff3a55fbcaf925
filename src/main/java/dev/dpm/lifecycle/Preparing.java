package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.Hook;
import dev.dpm.process.Phase;

/**
 * STARTING, first part: the hook {@code pre_start} runs, and the launch follows.
 *
 * @param overdueAt when the runner stops waiting for the hook, on the runner's monotonic clock
 * @param why the reason of the launch, which the event about the launch will contain
 */
public record Preparing(Ledger ledger, Life current, Duration overdueAt, String why) implements TargetState {

    private static final String RUNS = "its pre_start runs: ";

    /** The reason of a launch, without the words that were added while {@code pre_start} ran. */
    public static String reasonOf(String reason) {
        return reason.startsWith(RUNS) ? reasonOf(reason.substring(RUNS.length())) : reason;
    }

    /** Begins a launch with {@code pre_start}, or with the launch itself where the target has no such hook. */
    static Step begin(Ledger ledger, Situation at, String why) {
        Life life = Life.ordered(ledger.incarnation(), at.now());
        return Step.to(new Preparing(ledger.because(RUNS + reasonOf(why)), life,
                HookOrders.overdueAt(Hook.PRE_START, at), why)).doing(HookOrders.run(Hook.PRE_START, life, at));
    }

    @Override
    public Phase phase() {
        return Phase.STARTING;
    }

    @Override
    public Optional<Life> life() {
        return Optional.of(current);
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(overdueAt);
    }

    @Override
    public Step onStart(Situation at, String reason) {
        return onRenewed(at);
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Preparing(ledger.afresh(), current, overdueAt, why));
    }

    @Override
    public Step onStop(Situation at, String reason) {
        return Cleaning.breakOff(ledger, current, at, new AfterExit.Rest(Phase.STOPPED, reason));
    }

    @Override
    public Step onRestart(Situation at, String reason) {
        return Cleaning.breakOff(ledger, current, at, new AfterExit.CommandedStart(reason));
    }

    @Override
    public Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        if (incarnation != current.number() || hook != Hook.PRE_START) {
            return Step.to(this);
        }
        return result.isPassed()
                ? Launching.launch(ledger.because(why), at)
                : failed(at, result.reason(), result.outcome() == HookResult.Outcome.UNKNOWN);
    }

    private Step failed(Situation at, String reason, boolean runnersFault) {
        return Launching.failed(Step.to(this), ledger.because(why), current, at, "its pre_start " + reason,
                runnersFault);
    }

    @Override
    public Step onDeadline(Situation at) {
        if (at.now().compareTo(overdueAt) < 0) {
            return Step.to(this);
        }
        Step failed = failed(at, "could not be ended in time", false);
        return Step.to(failed.next()).doing(new Effect.EndHooks(current.number())).then(failed);
    }
}
