package dev.dpm.check;

import java.time.Duration;

/**
 * One completed run of a check.
 *
 * @param begun when the run began, on the runner's monotonic clock
 */
public record Checked(CheckSpec spec, Duration begun, CheckResult result) {

    /** The result of the check as a sentence, such as {@code http check http://127.0.0.1:8000/healthz answered 500}. */
    public String sentence() {
        return spec.words() + " " + result.reason();
    }
}
