package dev.dpm.config;

/** How much the runner's own log contains: INFO the main events of a day, DEBUG each sample. */
public enum LogLevel {
    ERROR, WARN, INFO, DEBUG, TRACE
}
