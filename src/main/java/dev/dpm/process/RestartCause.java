package dev.dpm.process;

import java.util.Locale;

/** Why a target had to be launched again. */
public enum RestartCause implements Word {
    EXIT,
    LAUNCH,
    /** A person ordered the restart by a command. */
    COMMAND,
    /** Another program restarted a process to which the runner was attached. */
    SOMEBODY_ELSE, CPU, MEMORY, TIME_TO_LIMIT, HTTP_CHECK, TCP_CHECK, EXEC_CHECK, WATCHDOG_SECONDS,
    /** The target had run for the longest time that its settings allow (option {@code max_runtime}). */
    MAX_RUNTIME,
    /** The target's {@code restart_schedule} demanded a new launch. */
    RESTART_SCHEDULE,
    /** A file that the runner watches for the target changed. */
    WATCH,
    /** An unknown cause: an earlier version of the runner counted all restarts together. */
    EARLIER;

    /** The cause under which a restart is counted when a threshold for this resource was breached. */
    public static RestartCause of(Resource resource) {
        return switch (resource) {
            case CPU -> CPU;
            case MEMORY -> MEMORY;
            case TIME_TO_LIMIT -> TIME_TO_LIMIT;
        };
    }

    /** The cause under which a restart is counted when a check of this kind failed. */
    public static RestartCause of(CheckKind check) {
        return switch (check) {
            case HTTP -> HTTP_CHECK;
            case TCP -> TCP_CHECK;
            case EXEC -> EXEC_CHECK;
            case WATCHDOG -> WATCHDOG_SECONDS;
        };
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
