package dev.dpm.process;

/** Whether a target works. DOWN: it does not. An unknown state counts as UP. */
public enum Health {
    UP, DOWN
}
