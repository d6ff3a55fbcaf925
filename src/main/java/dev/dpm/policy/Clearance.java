package dev.dpm.policy;

/**
 * Whether a target's dependencies allow its launch.
 *
 * @param isStuck true: a dependency needs a person's action, so waiting alone does not help
 * @param reason a sentence that names the unmet dependencies; empty text: the launch is allowed
 * @param cause the reason that people see for those targets that wait for this target in turn
 */
public record Clearance(boolean isGiven, boolean isStuck, String reason, String cause) {

    /** The largest number of unmet dependencies that {@link #reason} names. */
    public static final int MOST_NAMED = 5;

    public static final Clearance GIVEN = new Clearance(true, false, "");

    public Clearance(boolean isGiven, boolean isStuck, String reason) {
        this(isGiven, isStuck, reason, reason);
    }
}
