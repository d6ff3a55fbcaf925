package dev.dpm.cli.call;

import java.util.Optional;
import java.util.Set;

/** Finds out whether a target that is being removed was launched again by another command, from answers 50 ms apart. */
final class EndOfTarget {

    /** The number of answers (half a minute) after which a target that still runs counts as launched again. */
    static final int LOOKS = 600;
    private static final Set<String> UP = Set.of("STARTING", "RUNNING");

    private final String name;
    private String first = "";
    private int up;

    EndOfTarget(String name) {
        this.name = name;
    }

    /**
     * Considers an answer.
     *
     * @param incarnation the number of the newest launch
     * @return a sentence if the target was launched again
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
