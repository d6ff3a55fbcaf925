package dev.dpm.config;

/**
 * How many consecutive samples over a threshold make a breach.
 *
 * @param cpu 1 or more
 * @param memory 1 or more
 */
public record BreachSamples(int cpu, int memory) {

    public BreachSamples {
        if (cpu < 1 || memory < 1) {
            throw new IllegalArgumentException("a breach takes at least one sample, not " + cpu + " and " + memory);
        }
    }
}
