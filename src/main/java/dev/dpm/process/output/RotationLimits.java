package dev.dpm.process.output;

import java.time.Duration;

/**
 * How much of each target's output is kept.
 *
 * @param maxBytes of one file; the live one is over it by what is written between two checks
 * @param keep rotated files; 0: what is over the size is thrown away
 * @param retention rotated files older than this are deleted
 */
public record RotationLimits(long maxBytes, int keep, Duration retention) {

    public RotationLimits {
        if (maxBytes < 1 || keep < 0) {
            throw new IllegalArgumentException("no limits: " + maxBytes + " bytes, keep " + keep);
        }
    }
}
