package dev.dpm.app;

import java.util.Collection;

/** When the thread that forwards logs makes its next attempt. */
enum RelayPace {
    /** The receiver accepted lines and more lines are left: the next attempt follows after 1 ms. */
    SOON(1),
    /** The receiver accepted no line: the next attempt follows after 200 ms. */
    LATER(200),
    /** All lines are forwarded: the next attempt follows when a log changes. */
    ON_CHANGE(0);

    private final long millis;

    RelayPace(long millis) {
        this.millis = millis;
    }

    /** The milliseconds until the next attempt to forward lines; 0: no attempt until a log changes. */
    long millis() {
        return millis;
    }

    /**
     * When the next attempt for one receiver is due, by the result of the last attempt.
     *
     * @param isLeft whether lines are left after the attempt
     * @param hasTaken whether the receiver accepted any line in the attempt
     */
    static RelayPace of(boolean isLeft, boolean hasTaken) {
        return !isLeft ? ON_CHANGE : hasTaken ? SOON : LATER;
    }

    /** The earliest of the next attempts for several receivers of lines. */
    static RelayPace first(Collection<RelayPace> paces) {
        return paces.stream().min(RelayPace::compareTo).orElse(ON_CHANGE);
    }
}
