package dev.dpm.config;

/** What makes a launched target RUNNING. */
public enum ReadyBy {
    /** It has lived for {@code --start_seconds}. */
    ALIVE,
    /** Each of its checks has passed. */
    CHECK
}
