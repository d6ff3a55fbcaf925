package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The restarts that a target has used. Each restart has a time on the clock of the target's own running time: time in
 * BACKOFF does not count, and changes of the wall clock have no effect.
 *
 * @param ranFor running time of all runs of the target that ended since the budget was last renewed
 * @param spentAt moments of that running time at which a restart was used, oldest first
 * @param inARow restarts since the target last ran for a whole window; the backoff counts these restarts
 */
public record RestartBudget(Duration ranFor, List<Duration> spentAt, int inARow) {

    /** The restart budget of a target that has not been restarted. */
    public static final RestartBudget FRESH = new RestartBudget(Duration.ZERO, List.of(), 0);

    private static final int REMEMBERED = 1000;

    public RestartBudget {
        spentAt = List.copyOf(spentAt);
        if (ranFor.isNegative() || inARow < 0) {
            throw new IllegalArgumentException("no budget: ran for " + ranFor + ", " + inARow + " in a row");
        }
    }

    /**
     * The number of restarts within the last {@code window} of the target's running time.
     *
     * @param lived how long the present run of the target has lasted
     */
    public int inWindow(Duration window, Duration lived) {
        Duration from = ranFor.plus(lived).minus(window);
        return (int) spentAt.stream().filter(at -> at.compareTo(from) > 0).count();
    }

    /**
     * The budget of an attached target, which another program restarts, after one run of the target has ended. No
     * restart is used.
     */
    public RestartBudget ran(Duration lived) {
        return new RestartBudget(ranFor.plus(lived), spentAt, inARow);
    }

    /**
     * The budget of an attached target after one more reaction of the runner, a signal or a termination, which counts
     * like a restart. The running time of the target's run is added later by {@link #ran}.
     */
    public RestartBudget mark(int allowed, Duration window, Duration lived) {
        return new RestartBudget(ranFor, spend(allowed, window, lived).spentAt(), inARow);
    }

    /**
     * The age of the target's present run at which every earlier restart has left the window. The backoff then starts
     * again with its first delay. Empty: there are no earlier restarts.
     */
    public Optional<Duration> forgottenAt(Duration window) {
        return spentAt.isEmpty()
                ? Optional.empty()
                : Optional.of(later(spentAt.get(spentAt.size() - 1).minus(ranFor), Duration.ZERO).plus(window));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /**
     * The budget from the moment {@link #forgottenAt} on: it no longer lists the earlier restarts. Since they have left
     * the window, this changes no decision.
     */
    public RestartBudget forgetting() {
        return new RestartBudget(ranFor, List.of(), 0);
    }

    /** Whether the target has no restart left: it has used {@code allowed} restarts within the window. */
    public boolean isSpent(int allowed, Duration window, Duration lived) {
        return allowed >= 0 && inWindow(window, lived) >= allowed;
    }

    /**
     * The budget after a run of the target has ended and one more restart is used. Restarts before the window are
     * dropped.
     *
     * @param allowed the value of {@code --max_restarts}; without a limit only the newest {@value #REMEMBERED} are
     *     remembered
     */
    public RestartBudget spend(int allowed, Duration window, Duration lived) {
        Duration now = ranFor.plus(lived);
        List<Duration> kept = new ArrayList<>(
                spentAt.stream().filter(at -> at.compareTo(now.minus(window)) > 0).toList());
        kept.add(now);
        int most = allowed < 0 ? REMEMBERED : Math.max(1, allowed);
        List<Duration> newest = kept.subList(Math.max(0, kept.size() - most), kept.size());
        int before = lived.compareTo(window) >= 0 ? 0 : inARow;
        return new RestartBudget(now, newest, before + 1);
    }
}
