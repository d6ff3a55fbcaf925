package dev.dpm.policy;

import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.process.Resource;

/**
 * What the samples say about one threshold, with its units.
 *
 * @param resource which
 * @param over true where a breach began, false where one ended
 * @param sentence such as {@code cpu 143.2 % of one core > 80.0 % in 3 of 3 samples}
 */
public record ThresholdFinding(Resource resource, boolean over, String sentence) {

    /** Is said of summed resident sets where nobody can tell how much of them is shared. */
    static final String UNCONFIRMED = " (shared pages counted in each process: proportional sizes cannot be read)";

    /**
     * Percent of one core against a threshold.
     *
     * @param samples how many consecutive samples say so
     * @param partOf what the limit is a part of, in words
     */
    static ThresholdFinding ofCpu(double measured, double limit, int samples, Optional<String> partOf) {
        return of(Resource.CPU, "cpu " + EventWords.percent(measured) + " of one core", EventWords.percent(limit),
                measured > limit, samples, partOf);
    }

    /**
     * Bytes against a threshold.
     *
     * @param unconfirmed summed resident sets, of which nobody can tell how much is shared
     */
    static ThresholdFinding ofMemory(double measured, double limit, int samples, Optional<String> partOf,
            boolean unconfirmed) {
        ThresholdFinding finding = of(Resource.MEMORY, "memory " + Bytes.words(measured), Bytes.words(limit),
                measured > limit,
                samples, partOf);
        return unconfirmed && finding.over()
                ? new ThresholdFinding(Resource.MEMORY, true, finding.sentence() + UNCONFIRMED)
                : finding;
    }

    private static ThresholdFinding of(Resource resource, String measured, String limit, boolean over, int samples,
            Optional<String> partOf) {
        String part = partOf.map(words -> " (" + words + ")").orElse("");
        return new ThresholdFinding(resource, over,
                measured + (over ? " > " : " <= ") + limit + part + " in " + samples + " of "
                        + samples + (samples == 1 ? " sample" : " samples"));
    }
}
