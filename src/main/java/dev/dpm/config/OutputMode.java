package dev.dpm.config;

/** Where the target's stdout and stderr go. */
public enum OutputMode {
    FILE, INHERIT,
    /** To a file, from which the runner copies it to its own stdout. */
    BOTH, NULL
}
