package dev.dpm.policy;

/**
 * The breach counters of one run of a target.
 *
 * @param forecast counts samples according to which memory is about to reach its limit, as the option
 *     {@code --act_before} defines it
 * @param wasForecastBreached whether the counter {@code forecast} was ever in breach: the runner reacts only once in a
 *     run of the target
 */
public record ThresholdStatus(BreachCounter cpu, BreachCounter memory, BreachCounter forecast,
        boolean wasForecastBreached) {

    /** The status at the beginning of a run of a target. Counts of an earlier run never affect a later run. */
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
