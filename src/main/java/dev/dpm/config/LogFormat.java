package dev.dpm.config;

/** The format of lines in the runner's own log. */
public enum LogFormat {
    TEXT, JSON
}
