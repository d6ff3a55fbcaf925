package dev.dpm.check;

import java.time.Duration;
import java.util.OptionalDouble;

import dev.dpm.event.EventWords;

/**
 * The result of one run of a check.
 *
 * @param reason a phrase with units that completes a sentence beginning with the check's name: {@code answered 500}
 */
public record CheckResult(Outcome outcome, String reason) {

    /**
     * The share of the last ten seconds, in percent, in which some task waited for a CPU. Above this share, a check
     * that timed out says nothing about the target. The share is PSI's {@code some avg10} (kernel documentation,
     * accounting/psi).
     */
    static final double STARVING_PERCENT = 40;

    /** The possible results of a check: the target is healthy, the target is not healthy, or its health is unknown. */
    public enum Outcome {
        PASSED, FAILED,
        /** It is unknown whether the target is healthy; the run counts neither as a failure nor as a pass. */
        UNKNOWN
    }

    public static CheckResult passed(String reason) {
        return new CheckResult(Outcome.PASSED, reason);
    }

    public static CheckResult failed(String reason) {
        return new CheckResult(Outcome.FAILED, reason);
    }

    public static CheckResult unknown(String reason) {
        return new CheckResult(Outcome.UNKNOWN, reason);
    }

    /**
     * The result for a target that did not answer within the timeout. The result is a failure, or unknown if the
     * machine's processes wait for a CPU so much that no target could have answered.
     *
     * @param pressure percent, see {@link Pressure}; empty if the pressure cannot be read, and then the result is a
     *     failure
     */
    public static CheckResult timedOut(Duration timeout, OptionalDouble pressure) {
        String reason = "did not answer within " + EventWords.duration(timeout);
        if (pressure.isPresent() && pressure.getAsDouble() > STARVING_PERCENT) {
            return unknown(
                    reason + " while the machine starves (cpu pressure " + EventWords.percent(pressure.getAsDouble())
                            + " > " + EventWords.percent(STARVING_PERCENT) + ")");
        }
        return failed(reason);
    }
}
