package dev.dpm.check;

/** Port: runs checks. May be asked from several threads. */
@FunctionalInterface
public interface Prober {

    /** Runs one check and waits for it, for its timeout at most; leaves nothing running behind. */
    CheckResult probe(CheckOrder order);
}
