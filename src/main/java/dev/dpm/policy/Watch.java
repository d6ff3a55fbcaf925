package dev.dpm.policy;

/**
 * The gauges of one incarnation.
 *
 * @param forecast of {@code --act_before}
 * @param foretold whether that one ever was on: it is acted upon once
 */
public record Watch(Gauge cpu, Gauge memory, Gauge forecast, boolean foretold) {

    /** A new process starts clean: counts of an earlier life never judge a later one. */
    public static final Watch FRESH = new Watch(Gauge.FRESH, Gauge.FRESH, Gauge.FRESH, false);

    /** Whether any breach is on. */
    public boolean isBreached() {
        return cpu.breached() || memory.breached() || forecast.breached();
    }

    Watch measured(Gauge newCpu, Gauge newMemory) {
        return new Watch(newCpu, newMemory, forecast, foretold);
    }

    Watch foreseeing(Gauge newForecast) {
        return new Watch(cpu, memory, newForecast, foretold || newForecast.breached());
    }
}
