package dev.dpm.process;

/**
 * Whether a target can do its work. DOWN means that the runner knows that the target does not work; an unknown state
 * counts as UP.
 */
public enum Health {
    UP, DOWN
}
