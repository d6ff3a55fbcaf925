package dev.dpm.cli.call;

import java.util.Optional;
import java.util.Set;

/**
 * Finds out, from answers of the runner 50 ms apart, whether a target that is being ended and removed was launched anew by
 * another order, such as a second {@code scale}.
 */
final class EndOfTarget {

    /**
     * The number of answers in a row, within half a minute, after which a target that is up counts as launched anew. A
     * target whose dependents are stopped first stays up for a while.
     */
    static final int LOOKS = 600;
    private static final Set<String> UP = Set.of("STARTING", "RUNNING");

    private final String name;
    private String first = "";
    private int up;

    EndOfTarget(String name) {
        this.name = name;
    }

    /**
     * Takes an answer into account.
     *
     * @param incarnation the number of the target's newest incarnation (run)
     * @param state the target's state
     * @return a sentence if the target was launched anew, as far as the answers show
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
