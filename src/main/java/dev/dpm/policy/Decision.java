package dev.dpm.policy;

import java.time.Duration;

/** What to do about a target that ended or must end, and why. */
public sealed interface Decision {

    /** A sentence: the cause. */
    String reason();

    /**
     * Launch it again.
     *
     * @param delay after its end
     * @param attempt restarts within the window, this one included
     * @param budget after this restart
     */
    record Restart(Duration delay, int attempt, RestartBudget budget, String reason) implements Decision {
    }

    /**
     * Leave it ended: it is done.
     *
     * @param failed it is known not to have ended with success
     */
    record Rest(String reason, boolean failed) implements Decision {
    }

    /** The budget is used up. */
    record GiveUp(String reason) implements Decision {
    }
}
