package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.RestartRules;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.process.ExitStatus;

/** Decides whether and when a target is launched again, and which restarts remain. */
public final class RestartPolicy {

    private RestartPolicy() {
    }

    /**
     * The run of a target that has ended.
     *
     * @param lived how long it lasted
     * @param reachedRunning whether the target became RUNNING
     */
    public record Life(Duration lived, boolean reachedRunning) {
    }

    /**
     * Decides whether a target that ended by itself is launched again. An unknown exit status counts as a failure: a
     * needless launch does less harm than a target that stays down.
     */
    public static Decision afterExit(RestartRules rules, RestartBudget budget, ExitStatus status, Life life) {
        return afterExit(rules, budget, status, life, Optional.empty(), Optional.empty());
    }

    /**
     * Decides whether a target that ended by itself is launched again; the reason of the decision also contains these
     * two facts.
     *
     * @param evidence a known cause of the end, such as an OOM kill
     * @param lastLine the last line of the target's output, where most programs say why they end
     */
    public static Decision afterExit(RestartRules rules, RestartBudget budget, ExitStatus status, Life life,
            Optional<String> evidence, Optional<String> lastLine) {
        String ended = "ended with " + status.words() + evidence.map(words -> ", " + words).orElse("")
                + lastLine.map(line -> ": " + line).orElse("");
        if (rules.mode() == RestartMode.NEVER
                || (rules.mode() == RestartMode.ON_FAILURE && isSuccess(rules, status))) {
            boolean isKnown = !(status instanceof ExitStatus.Unknown);
            String rest = rules.isScheduled()
                    ? ""
                    : (lastLine.isPresent() ? "; it" : ", and") + " is not to be restarted";
            return new Decision.Rest(ended + rest, isKnown && !isSuccess(rules, status));
        }
        return again(rules, budget, life, ended);
    }

    /**
     * Whether {@code --success_exit_codes} contains the exit status. An end by signal n equals exit code 128 + n, since Java
     * reports the same number for both (see {@link ExitStatus#ofJavaExitValue}).
     */
    public static boolean isSuccess(RestartRules rules, ExitStatus status) {
        return !(status instanceof ExitStatus.Unknown) && rules.successExitCodes().contains(status.shellCode());
    }

    /**
     * Decides whether a target whose launch failed is launched again. The failed launch counts like an end with a
     * failure.
     */
    public static Decision afterLaunchFailure(RestartRules rules, RestartBudget budget, String reason) {
        if (rules.mode() == RestartMode.NEVER) {
            return new Decision.GiveUp(reason);
        }
        return again(rules, budget, new Life(Duration.ZERO, false), reason);
    }

    /**
     * Decides about a target for which an exceeded threshold or a failing check demands a restart: the runner restarts
     * the target, or gives it up if its restarts are used up.
     */
    public static Decision afterBreach(RestartRules rules, RestartBudget budget, String finding, Life life) {
        return again(rules, budget, life, finding);
    }

    /**
     * Decides whether an attached process, which another program restarts, is signalled or ended once more because of a breach.
     */
    public static Decision toSignal(RestartRules rules, RestartBudget budget, String finding, Life life) {
        int used = budget.inWindow(rules.window(), life.lived());
        if (budget.isSpent(rules.max(), rules.window(), life.lived())) {
            return new Decision.GiveUp("no more signals: " + (rules.max() == 0
                    ? "none are allowed (max_restarts 0)"
                    : used + " of " + rules.max() + " were spent") + ": " + finding);
        }
        RestartBudget after = budget.mark(rules.max(), rules.window(), life.lived());
        return new Decision.Restart(Duration.ZERO, used + 1, after, finding);
    }

    private static Decision again(RestartRules rules, RestartBudget budget, Life life, String reason) {
        if (budget.isSpent(rules.max(), rules.window(), life.lived())) {
            return new Decision.GiveUp(exhausted(rules, budget, life) + ": " + reason);
        }
        RestartBudget after = budget.spend(rules.max(), rules.window(), life.lived());
        Backoff backoff = new Backoff(rules.interval(), rules.backoffFactor(), rules.backoffMax());
        return new Decision.Restart(backoff.delay(after.inARow(), life.reachedRunning()), after.spentAt().size(),
                after, reason);
    }

    private static String exhausted(RestartRules rules, RestartBudget budget, Life life) {
        int used = budget.inWindow(rules.window(), life.lived());
        return used == 0 ? "no restarts are allowed" : "gave up after " + used + (used == 1 ? " restart" : " restarts");
    }
}
