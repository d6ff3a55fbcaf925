package dev.dpm.policy;

/**
 * Whether a target may be launched, as far as the targets that it depends on go.
 *
 * @param isGiven whether it may
 * @param isStuck whether waiting alone will not help: somebody has to act on a target that it depends on
 * @param reason a sentence for people that says what it waits for; empty where it may be launched
 */
public record Clearance(boolean isGiven, boolean isStuck, String reason) {

    /** Of a target that waits for no other. */
    public static final Clearance GIVEN = new Clearance(true, false, "");
}
