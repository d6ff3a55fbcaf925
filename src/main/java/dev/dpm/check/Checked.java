package dev.dpm.check;

import java.time.Duration;

/**
 * A check that has been run, with its result.
 * @param begun when the run began, on the runner's monotonic clock
 */
public record Checked(CheckSpec spec, Duration begun, CheckResult result) {

    public String sentence() {
        return spec.words() + " " + result.reason();
    }
}
