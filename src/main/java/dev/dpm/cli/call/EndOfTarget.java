package dev.dpm.cli.call;

import java.util.Optional;
import java.util.Set;

/** Finds out whether another command launched a target while it was being removed, from the daemon's answers every 50 ms. */
final class EndOfTarget {

    /** The number of answers, in half a minute, after which a target that still runs counts as launched again. */
    static final int LOOKS = 600;
    private static final Set<String> UP = Set.of("STARTING", "RUNNING");

    private final String name;
    private String first = "";
    private int up;

    EndOfTarget(String name) {
        this.name = name;
    }

    /**
     * Examines one of the daemon's answers about the target.
     * @param incarnation the number of the target's newest launch
     * @return a sentence that says that the target was launched again; empty: it was not
     */
    Optional<String> launchedAnew(String incarnation, String state) {
        first = first.isEmpty() ? incarnation : first;
        up = UP.contains(state) ? up + 1 : 0;
        if (up > 0 && !incarnation.equals(first)) {
            return Optional.of(name + " was started anew by another order while it was stopping");
        }
        return up < LOOKS
                ? Optional.empty()
                : Optional
                        .of(name + " is " + state + " half a minute after the order to end it; another order may have "
                                + "started it anew");
    }
}
