package dev.dpm.check;

/**
 * Runs checks; several threads may run checks at the same time. The package {@code check.probe} implements this
 * interface.
 */
@FunctionalInterface
public interface Prober {

    /**
     * Runs one check and waits for its result, at most as long as the check's timeout. The check's process or
     * connection is closed when the method returns.
     */
    CheckResult probe(CheckOrder order);
}
