package dev.dpm.config;

/** A limit on usage: percent of a core, or bytes of memory, depending on the option. */
public sealed interface Threshold {

    /** No limit. */
    record Off() implements Threshold {
    }

    /**
     * A fixed limit.
     *
     * @param value percent of one core, or bytes; more than 0
     */
    record At(double value) implements Threshold {
    }

    /**
     * A share of the cgroup's limit, which is read with every sample.
     *
     * @param percent more than 0, at most 100
     */
    record Share(double percent) implements Threshold {
    }

    Threshold OFF = new Off();
}
