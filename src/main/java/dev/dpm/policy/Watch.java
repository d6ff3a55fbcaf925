package dev.dpm.policy;

/** The gauges of one incarnation. */
public record Watch(Gauge cpu, Gauge memory) {

    /** A new process starts clean: counts of an earlier life never judge a later one. */
    public static final Watch FRESH = new Watch(Gauge.FRESH, Gauge.FRESH);

    /** Whether any breach is on. */
    public boolean isBreached() {
        return cpu.breached() || memory.breached();
    }
}
