package dev.dpm.process;

import java.util.Locale;

public enum Resource implements Word {
    CPU, MEMORY,
    /** The resource that {@code --act_before} limits: the time until memory reaches its limit. */
    TIME_TO_LIMIT;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
