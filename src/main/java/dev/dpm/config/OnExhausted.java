package dev.dpm.config;

/** What happens when the budget of restarts is used up. */
public enum OnExhausted {
    /** The target is stopped and stays FATAL. */
    STOP,
    /** The target is left running, unhealthy, given up. */
    LEAVE,
    /** The runner ends with exit code 70. */
    EXIT
}
