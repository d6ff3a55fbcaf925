package dev.dpm.process;

import java.util.Locale;

/** The kinds of checks that examine a target's health. */
public enum CheckKind implements Word {
    /** A check by an HTTP GET that must be answered with status 200 to 399. */
    HTTP,
    /** A check by a TCP connection that must be accepted. */
    TCP,
    /** A check by a command line that must end with exit code 0. */
    EXEC,
    /** A message {@code WATCHDOG=1} of sd_notify(3) that the target must send again and again by itself. */
    WATCHDOG;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name of the option that configures a check of this kind, such as {@code http_check}. The runner also counts
     * restarts under this name.
     */
    public String option() {
        return this == WATCHDOG ? "watchdog_seconds" : word() + "_check";
    }
}
