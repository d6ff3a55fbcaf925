package dev.dpm.process;

/** Whether a target works (UP) or not (DOWN). If this is unknown, the target counts as UP. */
public enum Health {
    UP, DOWN
}
