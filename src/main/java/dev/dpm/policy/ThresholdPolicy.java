package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Threshold;
import dev.dpm.sampling.Usage;

/** Judges a target's usage against its thresholds: one spike does not kill, what is unknown does not count. */
public final class ThresholdPolicy {

    private ThresholdPolicy() {
    }

    /**
     * What one sample adds to what is known.
     *
     * @param watch the gauges after it
     * @param findings breaches that began and breaches that ended with this very sample
     */
    public record Verdict(Watch watch, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Judges one sample of a living incarnation.
     *
     * @param alive how long it has lived; within {@code --start_grace} nothing is judged
     */
    public static Verdict judge(Watch before, Usage usage, Duration alive, ThresholdRules rules) {
        if (alive.compareTo(rules.startGrace()) < 0) {
            return new Verdict(before, List.of());
        }
        List<Finding> findings = new ArrayList<>(2);
        Gauge cpu = usage.cpuPercent().isEmpty()
                ? before.cpu()
                : step(before.cpu(), Finding.Resource.CPU, usage.cpuPercent().getAsDouble(), rules.cpu(),
                        rules.samples().cpu(), findings);
        Gauge memory = step(before.memory(), Finding.Resource.MEMORY, usage.sample().residentBytes(), rules.memory(),
                rules.samples().memory(), findings);
        return new Verdict(new Watch(cpu, memory), findings);
    }

    private static Gauge step(Gauge before, Finding.Resource resource, double measured, Threshold threshold,
            int needed, List<Finding> findings) {
        if (!(threshold instanceof Threshold.At limit)) {
            return Gauge.FRESH;
        }
        boolean over = measured > limit.value();
        Gauge after = over ? before.overAgain(needed) : before.goodAgain(needed);
        if (after.breached() != before.breached()) {
            findings.add(new Finding(resource, measured, limit.value(), needed, over));
        }
        return after;
    }
}
