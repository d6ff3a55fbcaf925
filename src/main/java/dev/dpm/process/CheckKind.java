package dev.dpm.process;

import java.util.Locale;

/** The kinds of checks that examine a target's health. */
public enum CheckKind implements Word {
    /** An HTTP GET that must be answered with status 200 to 399. */
    HTTP,
    /** A TCP connection that must be accepted. */
    TCP,
    /** A command line that must end with exit code 0. */
    EXEC,
    /** A sign of life that the target has to send by itself, {@code WATCHDOG=1} of sd_notify(3). */
    WATCHDOG;

    /** The spelling of the kind in messages, metrics and JSON, such as {@code http}. */
    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option's name, such as {@code http_check}; also the cause that a restart is counted under. */
    public String option() {
        return this == WATCHDOG ? "watchdog_seconds" : word() + "_check";
    }
}
