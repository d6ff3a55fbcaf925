package dev.dpm.process;

import java.util.Locale;

/** What a threshold is about. */
public enum Resource implements Word {
    CPU, MEMORY,
    /** How long it takes until memory reaches its limit ({@code --act_before}). */
    TIME_TO_LIMIT;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
