package dev.dpm.process;

import java.util.Locale;

/** What a restart is counted under: why the life before it ended. */
public enum RestartCause implements Word {
    /** The target ended by itself. */
    EXIT,
    /** The target could not be launched. */
    LAUNCH,
    /** Somebody asked the runner for a restart. */
    COMMAND,
    /** An attached process ended, and whoever started it started another. */
    SOMEBODY_ELSE, CPU, MEMORY, TIME_TO_LIMIT, HTTP_CHECK, TCP_CHECK, EXEC_CHECK,
    /** Before this runner's time: its predecessor left the sum alone. */
    EARLIER;

    /** A threshold was breached. */
    public static RestartCause of(Resource resource) {
        return switch (resource) {
            case CPU -> CPU;
            case MEMORY -> MEMORY;
            case TIME_TO_LIMIT -> TIME_TO_LIMIT;
        };
    }

    /** A check failed. */
    public static RestartCause of(CheckKind check) {
        return switch (check) {
            case HTTP -> HTTP_CHECK;
            case TCP -> TCP_CHECK;
            case EXEC -> EXEC_CHECK;
        };
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
