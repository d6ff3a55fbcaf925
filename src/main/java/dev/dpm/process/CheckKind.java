package dev.dpm.process;

import java.util.Locale;

/** How a target is asked whether it is well. */
public enum CheckKind implements Word {
    /** A GET that must be answered with 200 to 399. */
    HTTP,
    /** A connection that must be accepted. */
    TCP,
    /** A command line that must end with 0. */
    EXEC;

    /** {@code http}, as in messages, metrics and JSON. */
    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code http_check}: the option's name, and the cause of a restart. */
    public String option() {
        return word() + "_check";
    }
}
