package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The restarts a target has used, on the clock of its own running time: time in BACKOFF does not count, and no wall
 * clock can move it.
 *
 * @param ranFor running time of all lives that ended since the budget was fresh
 * @param spentAt moments of that running time at which a restart was spent, oldest first
 * @param inARow restarts since the target last ran for a whole window, which the backoff counts
 */
public record RestartBudget(Duration ranFor, List<Duration> spentAt, int inARow) {

    /** Nothing spent. */
    public static final RestartBudget FRESH = new RestartBudget(Duration.ZERO, List.of(), 0);

    private static final int REMEMBERED = 1000;

    public RestartBudget {
        spentAt = List.copyOf(spentAt);
        if (ranFor.isNegative() || inARow < 0) {
            throw new IllegalArgumentException("no budget: ran for " + ranFor + ", " + inARow + " in a row");
        }
    }

    /** Restarts that count now, with a current life of that length. */
    public int inWindow(Duration window, Duration lived) {
        Duration from = ranFor.plus(lived).minus(window);
        return (int) spentAt.stream().filter(at -> at.compareTo(from) > 0).count();
    }

    /** After a life that ended without a restart of ours; an attached target's. */
    public RestartBudget ran(Duration lived) {
        return new RestartBudget(ranFor.plus(lived), spentAt, inARow);
    }

    /** One signal or termination more, within a life that goes on or whose end is counted later by {@link #ran}. */
    public RestartBudget mark(int allowed, Duration window, Duration lived) {
        return new RestartBudget(ranFor, spend(allowed, window, lived).spentAt(), inARow);
    }

    /** Whether none is left. */
    public boolean isSpent(int allowed, Duration window, Duration lived) {
        return allowed >= 0 && inWindow(window, lived) >= allowed;
    }

    /**
     * After a life that ended and one restart for it; what the window has left behind is forgotten.
     *
     * @param allowed as {@code --max_restarts}; without a limit only the newest {@value #REMEMBERED} are remembered
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
