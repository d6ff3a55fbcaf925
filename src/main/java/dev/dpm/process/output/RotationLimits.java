package dev.dpm.process.output;

import java.time.Duration;

public record RotationLimits(long maxBytes, int keep, Duration retention) {

    public RotationLimits {
        if (maxBytes < 1 || keep < 0) {
            throw new IllegalArgumentException("no limits: " + maxBytes + " bytes, keep " + keep);
        }
    }
}
