package dev.dpm.policy;

/**
 * Whether a target's dependencies allow its launch.
 *
 * @param isGiven true: the target may be launched
 * @param isStuck true: waiting alone will not help, since a dependency needs a person's action
 * @param reason a sentence that names the missing dependencies, the first {@link #MOST_NAMED} of them; empty where the
 *     target may be launched
 * @param cause the sentence that the targets which depend on this target show as their reason, too: it names the unmet
 *     dependency that waits for no other target
 */
public record Clearance(boolean isGiven, boolean isStuck, String reason, String cause) {

    /**
     * The largest number of unmet dependencies that are named when a target may not be launched yet. Of further
     * dependencies, {@link #reason} gives only the number.
     */
    public static final int MOST_NAMED = 5;

    /** The permission to launch a target without unmet dependencies. */
    public static final Clearance GIVEN = new Clearance(true, false, "");

    /** Makes a clearance. The targets that depend on this target show its whole reason as theirs, too. */
    public Clearance(boolean isGiven, boolean isStuck, String reason) {
        this(isGiven, isStuck, reason, reason);
    }
}
