package dev.dpm.policy;

/**
 * Whether a target's dependencies allow its launch.
 *
 * @param isGiven true: the target may be launched
 * @param isStuck true: waiting alone will not help, since a dependency needs a person's action
 * @param reason a sentence that names the missing dependencies; empty where the target may be launched
 */
public record Clearance(boolean isGiven, boolean isStuck, String reason) {

    /** The clearance of a target without unmet dependencies. */
    public static final Clearance GIVEN = new Clearance(true, false, "");
}
