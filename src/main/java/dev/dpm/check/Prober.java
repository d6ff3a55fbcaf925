package dev.dpm.check;

/** Runs health checks, several at the same time. */
@FunctionalInterface
public interface Prober {

    /** Runs a check within its timeout. Afterwards, the check's process or connection is closed. */
    CheckResult probe(CheckOrder order);
}
