package dev.dpm.policy;

/**
 * The breach counters since a target's launch.
 *
 * @param forecast counts samples by which memory reaches its limit within {@code --act_before}
 * @param wasForecastBreached whether the runner has reacted to such a forecast, which it does once for each launch
 */
public record ThresholdStatus(BreachCounter cpu, BreachCounter memory, BreachCounter forecast,
        boolean wasForecastBreached) {

    /** The status after a launch. Counts of earlier processes have no effect. */
    public static final ThresholdStatus FRESH = new ThresholdStatus(BreachCounter.FRESH, BreachCounter.FRESH,
            BreachCounter.FRESH, false);

    /** Whether a breach of the CPU threshold, of the memory threshold or of {@code --act_before} lasts now. */
    public boolean isBreached() {
        return cpu.breached() || memory.breached() || forecast.breached();
    }

    ThresholdStatus measured(BreachCounter newCpu, BreachCounter newMemory) {
        return new ThresholdStatus(newCpu, newMemory, forecast, wasForecastBreached);
    }

    ThresholdStatus foreseeing(BreachCounter newForecast) {
        return new ThresholdStatus(cpu, memory, newForecast, wasForecastBreached || newForecast.breached());
    }
}
