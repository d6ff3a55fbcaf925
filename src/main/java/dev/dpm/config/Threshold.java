package dev.dpm.config;

/** How much is too much: of a core in percent, or of memory in bytes, as its option says. */
public sealed interface Threshold {

    /** Never too much. */
    record Off() implements Threshold {
    }

    /**
     * Too much is what exceeds this.
     *
     * @param value percent of one core, or bytes; more than 0
     */
    record At(double value) implements Threshold {
    }

    /**
     * Too much is what exceeds this part of the limit in force, which is read with every sample.
     *
     * @param percent more than 0, at most 100
     */
    record Share(double percent) implements Threshold {
    }

    Threshold OFF = new Off();
}
