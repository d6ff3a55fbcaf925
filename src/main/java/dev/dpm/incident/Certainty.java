package dev.dpm.incident;

/** How certain a cause is. */
public enum Certainty {
    /** The cause was measured, or the kernel reported it. */
    CERTAIN,
    /** The evidence suggests this cause, but another one is possible. */
    LIKELY,
    /** The evidence does not show the cause. */
    UNKNOWN
}
