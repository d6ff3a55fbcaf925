package dev.dpm.policy;

/**
 * The breach counters of one incarnation.
 *
 * @param forecast the counter of {@code --act_before}
 * @param foretold whether that one ever was breached: it is acted upon once
 */
public record ThresholdStatus(BreachCounter cpu, BreachCounter memory, BreachCounter forecast, boolean foretold) {

    /** The status at the beginning of an incarnation: counts of an earlier one never judge a later one. */
    public static final ThresholdStatus FRESH = new ThresholdStatus(BreachCounter.FRESH, BreachCounter.FRESH,
            BreachCounter.FRESH, false);

    /** Whether there is any breach now. */
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
