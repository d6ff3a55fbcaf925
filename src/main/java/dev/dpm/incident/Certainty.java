package dev.dpm.incident;

/** How certain a cause is. */
public enum Certainty {
    /** It was measured, or the kernel reported it. */
    CERTAIN,
    /** The evidence suggests it, but another cause is possible. */
    LIKELY,
    /** The evidence does not tell. */
    UNKNOWN
}
