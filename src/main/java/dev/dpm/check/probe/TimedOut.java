package dev.dpm.check.probe;

/** A check has not answered in time. */
final class TimedOut extends Exception {

    private static final long serialVersionUID = 1L;
}
