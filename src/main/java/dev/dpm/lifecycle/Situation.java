package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.TargetName;

/**
 * The spec in force and the moment at which a stimulus arrives.
 *
 * @param now on the runner's monotonic clock
 */
public record Situation(TargetSpec spec, Duration now) {

    TargetName name() {
        return spec.name();
    }
}
