package dev.dpm.incident;

import java.util.Optional;

/**
 * A threshold or check that a target violated.
 * @param option the name of the option, such as {@code memory_threshold}
 * @param words the rule in words, such as {@code memory over 500.0 MiB in 2 consecutive samples}
 * @param limit the threshold; empty: the rule is a check
 * @param unit {@code bytes} or {@code percent of one core}
 * @param samples the number of consecutive samples, or of runs of a check, that violate the rule
 */
public record Rule(String option, String words, Optional<Double> limit, String unit, int samples) {
}
