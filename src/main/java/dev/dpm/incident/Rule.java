package dev.dpm.incident;

import java.util.Optional;

/**
 * The rule that was broken.
 *
 * @param option that set it: {@code memory_threshold}
 * @param words the rule for people: {@code memory over 500.0 MiB in 2 consecutive samples}
 * @param limit the figure; empty: it has none
 * @param unit of the limit: {@code bytes} or {@code percent of one core}; empty where there is no limit
 * @param samples how many consecutive samples, or checks, it takes
 */
public record Rule(String option, String words, Optional<Double> limit, String unit, int samples) {
}
