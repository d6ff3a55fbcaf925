package dev.dpm.check.probe;

/** Thrown if a check got no answer before its deadline. */
final class TimedOut extends Exception {

    private static final long serialVersionUID = 1L;
}
