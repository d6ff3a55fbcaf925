package dev.dpm.config;

/** Where the target's stdout and stderr go. */
public enum OutputMode {
    FILE, INHERIT, NULL
}
