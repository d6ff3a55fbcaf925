package dev.dpm.policy;

import java.time.Duration;

/** The decision about a target that ended or must end, with its reason. */
public sealed interface Decision {

    /** A sentence that gives the cause. */
    String reason();

    /**
     * Launch the target again.
     *
     * @param delay after its end
     * @param attempt restarts within the window, including this one
     * @param budget the budget after this restart
     */
    record Restart(Duration delay, int attempt, RestartBudget budget, String reason) implements Decision {
    }

    /**
     * Do not launch the target again: its work is done, or its restart rules say so.
     *
     * @param failed true where it is known not to have ended with success
     */
    record Rest(String reason, boolean failed) implements Decision {
    }

    /** Do not launch the target again: the restart budget is used up. */
    record GiveUp(String reason) implements Decision {
    }
}
