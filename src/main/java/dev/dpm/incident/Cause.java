package dev.dpm.incident;

import java.util.Locale;

public enum Cause {
    /** The target's CPU was over its threshold. */
    CPU("cpu"),
    /** The target's memory was over its threshold. */
    MEMORY("memory"),
    /** The target's memory was about to reach its limit ({@code --act_before}). */
    FORECAST("forecast"),
    /** A check of the target failed so often in a row that the runner reacts. */
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
    /** The runner gives the target up: its restart budget is used up, or the target cannot be run. */
    GAVE_UP("gave up"),
    /** The target ended while no runner was alive; the next runner found it dead. */
    FOUND_DEAD("found dead");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** This cause as it is written in JSON and in environment variables: {@code oom_kill}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this cause is a breach: a threshold or a check found it while the target still ran. */
    public boolean isBreach() {
        return this == CPU || this == MEMORY || this == FORECAST || this == CHECK;
    }
}
