package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The restarts that a target has used. Restarts are timed by the target's running time: time in BACKOFF and changes of
 * the wall clock have no effect.
 *
 * @param ranFor the running time up to the end of the last process
 * @param spentAt the running time at each restart, oldest first
 * @param inARow the number of restarts since the target last ran for a whole restart window without an end; {@link
 *     Backoff} uses it
 */
public record RestartBudget(Duration ranFor, List<Duration> spentAt, int inARow) {

    public static final RestartBudget FRESH = new RestartBudget(Duration.ZERO, List.of(), 0);

    private static final int REMEMBERED = 1000;

    public RestartBudget {
        spentAt = List.copyOf(spentAt);
        if (ranFor.isNegative() || inARow < 0) {
            throw new IllegalArgumentException("no budget: ran for " + ranFor + ", " + inARow + " in a row");
        }
    }

    /**
     * The number of restarts within the last {@code window} of running time.
     *
     * @param lived how long the present process has run
     */
    public int inWindow(Duration window, Duration lived) {
        Duration from = ranFor.plus(lived).minus(window);
        return (int) spentAt.stream().filter(at -> at.compareTo(from) > 0).count();
    }

    /**
     * The budget of an attached target after the end of its process. Another program restarts that process, so no restart is
     * used.
     */
    public RestartBudget ran(Duration lived) {
        return new RestartBudget(ranFor.plus(lived), spentAt, inARow);
    }

    /** The budget of an attached target after the runner has signalled or ended its process, which counts like a restart. */
    public RestartBudget mark(int allowed, Duration window, Duration lived) {
        return new RestartBudget(ranFor, spend(allowed, window, lived).spentAt(), inARow);
    }

    /**
     * How long the present process must run until all earlier restarts are out of the restart window; empty: there are
     * no earlier restarts.
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
     * A copy without the earlier restarts. It is valid when the present process has run for the time {@link
     * #forgottenAt}.
     */
    public RestartBudget forgetting() {
        return new RestartBudget(ranFor, List.of(), 0);
    }

    /** Whether {@code allowed} restarts were used within the window. */
    public boolean isSpent(int allowed, Duration window, Duration lived) {
        return allowed >= 0 && inWindow(window, lived) >= allowed;
    }

    /**
     * The budget after the end of a process and one more restart.
     *
     * @param allowed {@code --max_restarts}; without a limit, the newest {@value #REMEMBERED} restarts are stored
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
