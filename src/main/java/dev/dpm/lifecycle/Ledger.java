package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.policy.RestartBudget;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.RestartCause;

/**
 * Facts about a target that outlast its states.
 *
 * @param budget the restarts used so far
 * @param incarnation the number of the last launch, 0 before the first
 * @param restarts the number of restarts by cause since the target was added
 * @param lastExit how the last main process ended; empty: none has ended
 * @param givenUp whether the restarts are used up and the runner does nothing more
 * @param failed whether the target is EXITED after a failure
 * @param reason a sentence that says why the target is in its state
 */
public record Ledger(RestartBudget budget, long incarnation, Map<RestartCause, Long> restarts,
        Optional<ExitStatus> lastExit,
        boolean givenUp, boolean failed, String reason) {

    public Ledger {
        restarts = Map.copyOf(restarts);
    }

    /** The ledger of a target that was never started. */
    public static Ledger blank() {
        return new Ledger(RestartBudget.FRESH, 0, Map.of(), Optional.empty(), false, false, "never started");
    }

    public long restartsTotal() {
        long total = 0;
        for (long one : restarts.values()) {
            total += one;
        }
        return total;
    }

    Ledger because(String sentence) {
        return new Ledger(budget, incarnation, restarts, lastExit, givenUp, failed, sentence);
    }

    /** A copy of this ledger for a target that is EXITED after a failure. */
    Ledger failing() {
        return new Ledger(budget, incarnation, restarts, lastExit, givenUp, true, reason);
    }

    /**
     * A copy of this ledger after a restart. The target no longer counts as given up.
     *
     * @param after the restart budget that remains
     */
    Ledger spending(RestartBudget after) {
        return new Ledger(after, incarnation, restarts, lastExit, false, failed, reason);
    }

    /**
     * A copy of this ledger in which earlier restarts no longer count, because the target has run for a whole restart window.
     */
    Ledger forgetting() {
        return new Ledger(budget.forgetting(), incarnation, restarts, lastExit, givenUp, failed, reason);
    }

    /** A copy of this ledger after a process of the target ended by itself. The target no longer counts as given up. */
    Ledger outlived(Duration lived) {
        return new Ledger(budget.ran(lived), incarnation, restarts, lastExit, false, failed, reason);
    }

    Ledger afresh() {
        return new Ledger(RestartBudget.FRESH, incarnation, restarts, lastExit, false, false, reason);
    }

    Ledger nextLife() {
        return new Ledger(budget, incarnation + 1, restarts, lastExit, givenUp, false, reason);
    }

    /**
     * A copy of this ledger for a process that this runner did not launch.
     *
     * @param number the number of the launch that made the process. The copy has this number or the present one, whichever is
     * larger
     */
    Ledger inLife(long number) {
        return new Ledger(budget, Math.max(incarnation, number), restarts, lastExit, givenUp, false, reason);
    }

    Ledger ended(ExitStatus status) {
        return new Ledger(budget, incarnation, restarts, Optional.of(status), givenUp, failed, reason);
    }

    Ledger gaveUp(String sentence) {
        return new Ledger(budget, incarnation, restarts, lastExit, true, failed, sentence);
    }

    Ledger restarted(RestartCause cause) {
        Map<RestartCause, Long> more = restarts.isEmpty()
                ? new EnumMap<>(RestartCause.class)
                : new EnumMap<>(restarts);
        more.merge(cause, 1L, Long::sum);
        return new Ledger(budget, incarnation, more, lastExit, givenUp, failed, reason);
    }
}
