package dev.dpm.check;

import java.time.Duration;
import java.util.OptionalDouble;

import dev.dpm.event.EventWords;

/**
 * The result of a health check.
 * @param reason a phrase that follows the check's name in a sentence: {@code answered 500}
 */
public record CheckResult(Outcome outcome, String reason) {

    /**
     * The percentage of the last ten seconds in which tasks waited for a CPU, above which a timeout says nothing about the
     * target. The figure is {@code some avg10} of the kernel's pressure stall information (Documentation/accounting/psi).
     */
    static final double STARVING_PERCENT = 40;

    /** The possible results of a check: the target is healthy, the target is not healthy, or its health is unknown. */
    public enum Outcome {
        PASSED, FAILED,
        /** The result is unknown. It counts neither as a failure nor as a pass. */
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
     * The result if no answer came in time: a failure, or unknown on a machine that is short of CPU.
     * @param pressure percent, see {@link Pressure}; empty: the result is a failure
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
