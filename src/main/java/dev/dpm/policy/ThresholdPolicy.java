package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * Compares a target's CPU and memory usage with its thresholds. Several samples in a row must exceed a threshold; a figure that
 * could not be read does not count.
 */
public final class ThresholdPolicy {

    private ThresholdPolicy() {
    }

    /**
     * The result of one comparison.
     *
     * @param watch the counters after this sample
     * @param findings breaches that began or ended with this sample
     */
    public record Verdict(ThresholdStatus watch, List<ThresholdFinding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Compares one sample with the thresholds.
     *
     * @param alive how long the process has lived; within {@code --start_grace} no threshold counts as exceeded
     */
    public static Verdict judge(ThresholdStatus before, Usage usage, Duration alive, ThresholdRules rules) {
        if (alive.compareTo(rules.startGrace()) < 0) {
            return new Verdict(before, List.of());
        }
        List<ThresholdFinding> findings = new ArrayList<>(2);
        BreachCounter cpu = usage.cpuPercent().isEmpty()
                ? before.cpu()
                : step(before.cpu(), usage.cpuPercent().getAsDouble(), rules.cpu(), rules.samples().cpu(),
                        (measured, limit) -> findings
                                .add(ThresholdFinding.ofCpu(measured, limit, rules.samples().cpu(), rules.cpuWords())));
        BreachCounter memory = step(before.memory(), bytes(usage.sample(), rules), rules.memory(),
                rules.samples().memory(),
                (measured, limit) -> findings.add(ofMemory(usage.sample(), measured, limit, rules)));
        return new Verdict(before.measured(cpu, memory), findings);
    }

    /** A sentence for each breach that still lasts at the newest sample. */
    public static List<String> status(ThresholdStatus watch, Usage usage, ThresholdRules rules) {
        List<String> sentences = new ArrayList<>(2);
        if (watch.cpu().breached() && rules.cpu() instanceof Threshold.At limit) {
            sentences.add(ThresholdFinding.ofCpu(usage.cpuPercent().orElse(0), limit.value(), rules.samples().cpu(),
                    rules.cpuWords()).sentence());
        }
        if (watch.memory().breached() && rules.memory() instanceof Threshold.At limit) {
            sentences.add(ofMemory(usage.sample(), bytes(usage.sample(), rules), limit.value(), rules).sentence());
        }
        return sentences;
    }

    /**
     * The memory to compare with the threshold: the sum of the resident sets, or of the proportional set sizes where these were
     * read and are smaller.
     */
    private static double bytes(Sample sample, ThresholdRules rules) {
        long bytes = MemoryInForce.of(rules.measure(), sample).bytes();
        return MemoryInForce.isSummed(rules.measure(), sample)
                ? Math.min(bytes, sample.proportionalBytes().orElse(bytes))
                : bytes;
    }

    private static ThresholdFinding ofMemory(Sample sample, double measured, double limit, ThresholdRules rules) {
        return ThresholdFinding.ofMemory(measured, limit, rules.samples().memory(), rules.memoryWords(),
                sample.proportionalUnreadable() && MemoryInForce.isSummed(rules.measure(), sample));
    }

    private interface Change {
        void found(double measured, double limit);
    }

    private static BreachCounter step(BreachCounter before, double measured, Threshold threshold, int needed,
            Change change) {
        if (!(threshold instanceof Threshold.At limit)) {
            return BreachCounter.FRESH;
        }
        boolean over = measured > limit.value();
        BreachCounter after = over ? before.overAgain(needed) : before.goodAgain(needed);
        if (after.breached() != before.breached()) {
            change.found(measured, limit.value());
        }
        return after;
    }
}
