package dev.dpm.policy;

/**
 * The breach counters of one incarnation.
 *
 * @param forecast the counter of samples in which {@code --act_before} expects memory to reach its limit
 * @param wasForecastBreached whether the counter {@code forecast} was ever in breach: the runner reacts only once in an
 *     incarnation
 */
public record ThresholdStatus(BreachCounter cpu, BreachCounter memory, BreachCounter forecast,
        boolean wasForecastBreached) {

    /** The status at the beginning of an incarnation. Counts of an earlier incarnation never affect a later one. */
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
