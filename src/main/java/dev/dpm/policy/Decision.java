package dev.dpm.policy;

import java.time.Duration;

/** The decision of {@link RestartPolicy} about a target that has ended: launch it again, leave it stopped, or give it up. */
public sealed interface Decision {

    String reason();

    /**
     * Launch the target again.
     *
     * @param delay the delay after the target's end
     * @param attempt the number of restarts of the target within the restart window, including this one
     * @param budget the budget after this restart
     */
    record Restart(Duration delay, int attempt, RestartBudget budget, String reason) implements Decision {
    }

    /**
     * Do not launch the target again: its work is done, or its settings forbid a restart.
     *
     * @param failed whether the target ended without success
     */
    record Rest(String reason, boolean failed) implements Decision {
    }

    /** Do not launch the target again: its restart budget is used up. */
    record GiveUp(String reason) implements Decision {
    }
}
