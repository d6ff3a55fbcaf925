package dev.dpm.app;

import java.util.Collection;

/** When the thread that forwards targets' output to a receiver makes its next attempt. */
enum RelayPace {
    /** Lines are left, and the receiver accepts them: the next attempt follows after 1 ms. */
    SOON(1),
    /** The receiver accepted nothing: the next attempt follows after 200 ms. */
    LATER(200),
    /** The receiver has accepted all lines: the next attempt follows when a file changes. */
    ON_CHANGE(0);

    private final long millis;

    RelayPace(long millis) {
        this.millis = millis;
    }

    long millis() {
        return millis;
    }

    /**
     * When to make the next attempt after this one.
     * @param isLeft whether lines are left
     * @param hasTaken whether the receiver accepted any line
     */
    static RelayPace of(boolean isLeft, boolean hasTaken) {
        return !isLeft ? ON_CHANGE : hasTaken ? SOON : LATER;
    }

    static RelayPace first(Collection<RelayPace> paces) {
        return paces.stream().min(RelayPace::compareTo).orElse(ON_CHANGE);
    }
}
