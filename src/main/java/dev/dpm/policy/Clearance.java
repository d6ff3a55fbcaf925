package dev.dpm.policy;

/**
 * Whether a target's dependencies allow its launch.
 *
 * @param isGiven true: the target may be launched
 * @param isStuck true: waiting alone will not help, since a dependency needs a person's action
 * @param reason a sentence that names the missing dependencies, the first {@link #MOST_NAMED} of them; empty where the
 *     target may be launched
 * @param cause the part of the reason for the dependents of this target: one dependency that waits for no other one
 */
public record Clearance(boolean isGiven, boolean isStuck, String reason, String cause) {

    /** How many missing dependencies a reason names; the others are counted. */
    public static final int MOST_NAMED = 5;

    /** The clearance of a target without unmet dependencies. */
    public static final Clearance GIVEN = new Clearance(true, false, "");

    /** A clearance whose reason is its cause. */
    public Clearance(boolean isGiven, boolean isStuck, String reason) {
        this(isGiven, isStuck, reason, reason);
    }
}
