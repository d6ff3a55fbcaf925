package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.config.TargetSpec;
import dev.dpm.policy.Clearance;
import dev.dpm.process.TargetName;

/**
 * The facts that the state machine needs besides the target's state.
 *
 * @param spec the target's settings at present
 * @param now the present moment on the runner's monotonic clock
 * @param clearance whether the dependencies of the target allow a launch
 * @param unsentFor how long the target's stop signal has been ordered without being sent; zero: no stop signal waits
 */
public record Situation(TargetSpec spec, Duration now, Clearance clearance, Duration unsentFor) {

    /** Makes the situation of a target whose stop signal, if one was ordered, has been sent. */
    public Situation(TargetSpec spec, Duration now, Clearance clearance) {
        this(spec, now, clearance, Duration.ZERO);
    }

    /** Makes the situation of a target that has no dependencies, so that it may be launched at any time. */
    public Situation(TargetSpec spec, Duration now) {
        this(spec, now, Clearance.GIVEN);
    }

    TargetName name() {
        return spec.name();
    }
}
