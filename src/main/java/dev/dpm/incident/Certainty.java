package dev.dpm.incident;

/** How certain the runner is about the cause of an incident. */
public enum Certainty {
    /** The cause of the incident was measured, or the kernel reported it. */
    CERTAIN,
    /** The evidence suggests this cause, but another one is possible. */
    LIKELY,
    /** The evidence does not show the cause of the incident. */
    UNKNOWN
}
