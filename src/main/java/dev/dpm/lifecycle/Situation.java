package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.TargetName;

/**
 * What a stimulus meets: the spec in force and the moment.
 *
 * @param now on the runner's monotonic clock
 */
public record Situation(TargetSpec spec, Duration now) {

    TargetName name() {
        return spec.name();
    }
}
