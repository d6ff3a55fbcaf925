package dev.dpm.incident;

import java.util.Optional;

/**
 * A rule that a target violated.
 *
 * @param option the option that sets the rule: {@code memory_threshold}
 * @param words the rule for people: {@code memory over 500.0 MiB in 2 consecutive samples}
 * @param limit the limit; empty: the rule has none
 * @param unit the unit of the limit: {@code bytes} or {@code percent of one core}; empty where there is no limit
 * @param samples number of consecutive samples, or checks, that violate the rule
 */
public record Rule(String option, String words, Optional<Double> limit, String unit, int samples) {
}
