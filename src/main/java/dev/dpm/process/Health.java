package dev.dpm.process;

/** Whether a target can do its work: DOWN only on positive evidence, unknown counts as UP. */
public enum Health {
    UP, DOWN
}
