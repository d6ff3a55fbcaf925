package dev.dpm.incident;

import java.util.Locale;

/** What kind of thing an incident is. */
public enum Cause {
    /** CPU was over its threshold. */
    CPU("cpu"),
    /** Memory was over its threshold. */
    MEMORY("memory"),
    /** Memory was going to reach its limit ({@code --act_before}). */
    FORECAST("forecast"),
    /** A check failed often enough. */
    CHECK("check"),
    /** It ended by itself with success, and is to run all the same. */
    EXIT("exit"),
    /** It ended by itself with an exit code that is no success, or by a signal that a program's own fault raises. */
    CRASH("crash"),
    /** It was ended by a signal that the runner did not send. */
    SIGNAL("signal"),
    /** The kernel ended it for want of memory. */
    OOM_KILL("oom kill"),
    /** It could not be launched. */
    LAUNCH("launch"),
    /** Its restarts are used up, or it cannot go on. */
    GAVE_UP("gave up"),
    /** The runner came back after its own death and found the target dead. */
    FOUND_DEAD("found dead");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** In tables: {@code oom kill}. */
    public String words() {
        return words;
    }

    /** In JSON and in variables: {@code oom_kill}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rule of a threshold or a check says so, while the target still lives. */
    public boolean isBreach() {
        return this == CPU || this == MEMORY || this == FORECAST || this == CHECK;
    }
}
