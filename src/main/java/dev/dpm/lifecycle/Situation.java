package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.config.TargetSpec;
import dev.dpm.policy.Clearance;
import dev.dpm.process.TargetName;

/**
 * What the state machine needs besides the target's state.
 *
 * @param spec the target's settings
 * @param now the present moment on the runner's monotonic clock
 * @param clearance whether the dependencies allow a launch
 * @param unsentFor how long an ordered stop signal has been waiting to be sent; zero: no stop signal waits
 */
public record Situation(TargetSpec spec, Duration now, Clearance clearance, Duration unsentFor) {

    /** A situation in which no stop signal waits to be sent. */
    public Situation(TargetSpec spec, Duration now, Clearance clearance) {
        this(spec, now, clearance, Duration.ZERO);
    }

    /** A situation of a target without dependencies. */
    public Situation(TargetSpec spec, Duration now) {
        this(spec, now, Clearance.GIVEN);
    }

    TargetName name() {
        return spec.name();
    }
}
