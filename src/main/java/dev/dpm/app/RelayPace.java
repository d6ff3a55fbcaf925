package dev.dpm.app;

import java.util.Collection;

/** When the relay next tries to pass lines on. */
enum RelayPace {
    /** The receiver accepted lines and more lines are left, so the next attempt follows soon. */
    SOON(1),
    /** The receiver accepted no line, so the next attempt follows later. */
    LATER(200),
    /** All lines are passed on; the next change of a log wakes the relay. */
    ON_CHANGE(0);

    private final long millis;

    RelayPace(long millis) {
        this.millis = millis;
    }

    /** The pause before the next try in milliseconds; 0: no try is due. */
    long millis() {
        return millis;
    }

    /**
     * When to try again for one receiver, by the result of the newest attempt.
     *
     * @param isLeft whether lines remain to be passed on after the attempt
     * @param hasTaken whether the receiver accepted any line in the attempt
     */
    static RelayPace of(boolean isLeft, boolean hasTaken) {
        return !isLeft ? ON_CHANGE : hasTaken ? SOON : LATER;
    }

    /** The pace for several receivers: that of the receiver that is to be tried first. */
    static RelayPace first(Collection<RelayPace> paces) {
        return paces.stream().min(RelayPace::compareTo).orElse(ON_CHANGE);
    }
}
