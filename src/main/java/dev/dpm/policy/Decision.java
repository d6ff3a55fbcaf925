package dev.dpm.policy;

import java.time.Duration;

/**
 * The decision of the restart policy about a target that ended or must end: to launch the target again, to leave it
 * stopped, or to give it up.
 */
public sealed interface Decision {

    /** A sentence that says why the runner decided so. */
    String reason();

    /**
     * Launch the target again.
     *
     * @param delay the delay after the target's end
     * @param attempt number of restarts within the window, including this one
     * @param budget the budget after this restart
     */
    record Restart(Duration delay, int attempt, RestartBudget budget, String reason) implements Decision {
    }

    /**
     * Do not launch the target again: its work is done, or its restart rules forbid another launch.
     *
     * @param failed true where the target is known to have ended without success
     */
    record Rest(String reason, boolean failed) implements Decision {
    }

    /** Do not launch the target again: its restart budget is used up. */
    record GiveUp(String reason) implements Decision {
    }
}
