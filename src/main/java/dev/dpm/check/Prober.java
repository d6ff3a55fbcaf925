package dev.dpm.check;

/** Port: runs checks, several at the same time. */
@FunctionalInterface
public interface Prober {

    /** Runs a check within its timeout. Its process or connection is closed then. */
    CheckResult probe(CheckOrder order);
}
