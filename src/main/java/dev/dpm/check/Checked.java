package dev.dpm.check;

import java.time.Duration;

/**
 * A completed run.
 *
 * @param begun on the runner's monotonic clock
 */
public record Checked(CheckSpec spec, Duration begun, CheckResult result) {

    public String sentence() {
        return spec.words() + " " + result.reason();
    }
}
