package dev.dpm.config;

/** How much the runner's own log tells: INFO the story of the day, DEBUG each sample. */
public enum LogLevel {
    ERROR, WARN, INFO, DEBUG, TRACE
}
