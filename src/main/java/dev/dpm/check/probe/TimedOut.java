package dev.dpm.check.probe;

/** Thrown where a check had no answer in time. */
final class TimedOut extends Exception {

    private static final long serialVersionUID = 1L;
}
