package dev.dpm.supervision;

import java.time.Duration;

import dev.dpm.process.Incarnation;
import dev.dpm.sampling.Usage;

/** Port: takes in what a target uses, for the runner's own log and the history. Quick. */
@FunctionalInterface
public interface UsageReport {

    /**
     * @param memoryBytes by the basis in force
     * @param every how often samples of this target are taken
     * @param minuteLine true once a minute, for the story of the day; false for every other sample
     */
    void report(Incarnation life, Usage usage, long memoryBytes, Duration every, boolean minuteLine);
}
