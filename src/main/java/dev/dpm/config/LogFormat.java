package dev.dpm.config;

/** How a line of the runner's own log is written. */
public enum LogFormat {
    TEXT, JSON
}
