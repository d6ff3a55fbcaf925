package dev.dpm.process;

/** Whether a target can do its work: DOWN only where that is known; an unknown state counts as UP. */
public enum Health {
    UP, DOWN
}
