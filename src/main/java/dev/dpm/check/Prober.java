package dev.dpm.check;

/** Port: runs checks. Several threads may call the method at the same time. */
@FunctionalInterface
public interface Prober {

    /**
     * Runs one check and waits for its result, at most as long as the check's timeout. The check's process or
     * connection is closed when the method returns.
     */
    CheckResult probe(CheckOrder order);
}
