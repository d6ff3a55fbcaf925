package dev.dpm.policy;

import dev.dpm.event.Words;

/**
 * What the samples say about one threshold, with its units.
 *
 * @param resource which
 * @param measured percent of one core, or bytes
 * @param limit likewise
 * @param samples how many consecutive samples say so
 * @param over true where a breach began, false where one ended
 */
public record Finding(Resource resource, double measured, double limit, int samples, boolean over) {

    /** What a threshold is about. */
    public enum Resource {
        CPU, MEMORY;

        /** {@code cpu} or {@code memory}, as in messages, metrics and JSON. */
        public String word() {
            return this == CPU ? "cpu" : "memory";
        }
    }

    /** {@code cpu 143.2 % of one core > 80.0 % in 3 of 3 samples}. */
    public String sentence() {
        String figures = resource == Resource.CPU
                ? "cpu " + Words.percent(measured) + " of one core " + sign() + " " + Words.percent(limit)
                : "memory " + Words.bytes(measured) + " " + sign() + " " + Words.bytes(limit);
        return figures + " in " + samples + " of " + samples + (samples == 1 ? " sample" : " samples");
    }

    private String sign() {
        return over ? ">" : "<=";
    }
}
