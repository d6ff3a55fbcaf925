package dev.dpm.policy;

import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.process.Resource;

/**
 * A breach of a threshold that began or ended.
 *
 * @param over true: the breach began; false: it ended
 * @param sentence for example {@code cpu 143.2 % of one core > 80.0 % in 3 of 3 samples}
 */
public record ThresholdFinding(Resource resource, boolean over, String sentence) {

    /**
     * The end of a sentence about memory that is a sum of resident sets, if it is unknown how much of it the processes
     * share.
     */
    static final String UNCONFIRMED = " (shared pages counted in each process: proportional sizes cannot be read)";

    /**
     * A finding on CPU, in percent of one core.
     *
     * @param samples the number of consecutive samples from which the finding follows
     * @param partOf the limit of which the threshold is a share, in words; empty: none
     */
    static ThresholdFinding ofCpu(double measured, double limit, int samples, Optional<String> partOf) {
        return of(Resource.CPU, "cpu " + EventWords.percent(measured) + " of one core", EventWords.percent(limit),
                measured > limit, samples, partOf);
    }

    /**
     * A finding on memory, in bytes.
     *
     * @param unconfirmed true: memory is a sum of resident sets whose shared part is unknown
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
