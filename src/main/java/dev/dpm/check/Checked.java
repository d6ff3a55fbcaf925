package dev.dpm.check;

import java.time.Duration;

/**
 * A completed run.
 *
 * @param begun on the runner's monotonic clock
 */
public record Checked(CheckSpec spec, Duration begun, CheckResult result) {

    /** {@code http check http://127.0.0.1:8000/healthz answered 500} */
    public String sentence() {
        return spec.words() + " " + result.reason();
    }
}
