package dev.dpm.incident;

import java.util.Locale;

/** The kind of an incident's cause. */
public enum Cause {
    /** CPU was over its threshold. */
    CPU("cpu"),
    /** Memory was over its threshold. */
    MEMORY("memory"),
    /** Memory was about to reach its limit ({@code --act_before}). */
    FORECAST("forecast"),
    /** A check failed often enough in a row. */
    CHECK("check"),
    /** The target ended by itself with success, although it should keep running. */
    EXIT("exit"),
    /**
     * The target ended by itself with a failing exit code, or by a signal that the kernel sends for a fault of the
     * program itself, such as SEGV.
     */
    CRASH("crash"),
    /** A signal that the runner did not send ended the target. */
    SIGNAL("signal"),
    /** The kernel's OOM killer ended the target. */
    OOM_KILL("oom kill"),
    /** The target could not be launched. */
    LAUNCH("launch"),
    /** The runner gives up: the target's restart budget is used up, or the target cannot be run. */
    GAVE_UP("gave up"),
    /** The target ended while no runner was alive; the next runner found it dead. */
    FOUND_DEAD("found dead");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** The cause as the tables of the commands and pages show it: {@code oom kill}. */
    public String words() {
        return words;
    }

    /** The cause as it is written in JSON and in environment variables: {@code oom_kill}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the runner found the cause by a threshold or a check, while the target still ran. */
    public boolean isBreach() {
        return this == CPU || this == MEMORY || this == FORECAST || this == CHECK;
    }
}
