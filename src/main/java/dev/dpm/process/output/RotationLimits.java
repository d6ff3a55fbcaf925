package dev.dpm.process.output;

import java.time.Duration;

/**
 * Limits on the output of each target.
 *
 * @param maxBytes size of one file; the current output file exceeds it by the bytes that are written between two
 *     examinations
 * @param keep the number of rotated files to keep; 0: the bytes above {@code maxBytes} are deleted
 * @param retention the age from which rotated files are deleted
 */
public record RotationLimits(long maxBytes, int keep, Duration retention) {

    public RotationLimits {
        if (maxBytes < 1 || keep < 0) {
            throw new IllegalArgumentException("no limits: " + maxBytes + " bytes, keep " + keep);
        }
    }
}
