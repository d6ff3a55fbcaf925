package dev.dpm.check;

import java.time.Duration;
import java.util.OptionalDouble;

import dev.dpm.event.EventWords;

/**
 * The result of a check.
 *
 * @param reason a phrase after the check's name: {@code answered 500}
 */
public record CheckResult(Outcome outcome, String reason) {

    /**
     * If tasks have waited for a CPU during more than this percentage of the last ten seconds, a timeout says nothing
     * about the target. The figure is {@code some avg10} of the kernel's pressure stall information
     * (Documentation/accounting/psi).
     */
    static final double STARVING_PERCENT = 40;

    /** The possible results of a check: the target is healthy, the target is not healthy, or its health is unknown. */
    public enum Outcome {
        PASSED, FAILED,
        /** The result is unknown, and counts neither as a failure nor as a pass. */
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
     * No answer in time: a failure, or unknown on a starved machine.
     *
     * @param pressure percent, see {@link Pressure}; empty: a failure
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
