package dev.dpm.check;

import java.time.Duration;
import java.util.OptionalDouble;

import dev.dpm.event.EventWords;

/**
 * What one run of a check found.
 *
 * @param reason one phrase with units that follows the check's words: {@code answered 500}
 */
public record CheckResult(Outcome outcome, String reason) {

    /**
     * Share of the last ten seconds in which some task waited for a CPU, in percent, above which a time-out says
     * nothing about the target: PSI's {@code some avg10} (kernel documentation, accounting/psi).
     */
    static final double STARVING_PERCENT = 40;

    /** Well, not well, or nobody can say. */
    public enum Outcome {
        PASSED, FAILED,
        /** Neither counts nor clears. */
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
     * It did not answer in time: failed, but unknown where the machine starves, since then nobody would have.
     *
     * @param pressure percent, see {@link Pressure}; empty: cannot be read, and a time-out is a failure
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
