package dev.dpm.incident;

/** How sure a cause is. */
public enum Certainty {
    /** It was measured, or the kernel said so. */
    CERTAIN,
    /** What is known speaks for it, and something else is possible. */
    LIKELY,
    /** What is known does not tell. */
    UNKNOWN
}
