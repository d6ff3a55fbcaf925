package dev.dpm.process;

/** Whether a target can do its work. DOWN means that the target is known not to work; an unknown state counts as UP. */
public enum Health {
    UP, DOWN
}
