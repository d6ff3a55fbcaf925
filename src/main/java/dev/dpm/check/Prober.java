package dev.dpm.check;

/** Port: runs checks. May be used from several threads. */
@FunctionalInterface
public interface Prober {

    /**
     * Runs one check and waits for its result, at most as long as the check's timeout. No process and no connection
     * stay behind.
     */
    CheckResult probe(CheckOrder order);
}
