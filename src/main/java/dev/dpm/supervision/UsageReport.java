package dev.dpm.supervision;

import dev.dpm.process.Incarnation;
import dev.dpm.sampling.Usage;

/** Port: tells the runner's own log what a target uses. */
@FunctionalInterface
public interface UsageReport {

    /** @param minuteLine true once a minute, for the story of the day; false for every other sample */
    void report(Incarnation life, Usage usage, boolean minuteLine);
}
