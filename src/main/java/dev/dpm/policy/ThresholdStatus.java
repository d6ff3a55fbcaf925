package dev.dpm.policy;

/**
 * The gauges of one incarnation.
 *
 * @param forecast of {@code --act_before}
 * @param foretold whether that one ever was on: it is acted upon once
 */
public record ThresholdStatus(BreachCounter cpu, BreachCounter memory, BreachCounter forecast, boolean foretold) {

    /** A new process starts clean: counts of an earlier life never judge a later one. */
    public static final ThresholdStatus FRESH = new ThresholdStatus(BreachCounter.FRESH, BreachCounter.FRESH,
            BreachCounter.FRESH, false);

    /** Whether any breach is on. */
    public boolean isBreached() {
        return cpu.breached() || memory.breached() || forecast.breached();
    }

    ThresholdStatus measured(BreachCounter newCpu, BreachCounter newMemory) {
        return new ThresholdStatus(newCpu, newMemory, forecast, foretold);
    }

    ThresholdStatus foreseeing(BreachCounter newForecast) {
        return new ThresholdStatus(cpu, memory, newForecast, foretold || newForecast.breached());
    }
}
