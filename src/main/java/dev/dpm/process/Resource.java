package dev.dpm.process;

import java.util.Locale;

public enum Resource implements Word {
    CPU, MEMORY,
    /** The time until memory reaches its limit, for which the option {@code --act_before} sets a lower bound. */
    TIME_TO_LIMIT;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
