package dev.dpm.incident;

import java.util.Optional;

/**
 * A rule that a target violated, such as a threshold or a check.
 *
 * @param option the option that configures the rule: {@code memory_threshold}
 * @param words the rule as text for people: {@code memory over 500.0 MiB in 2 consecutive samples}
 * @param limit the threshold in the rule; empty if the rule has none
 * @param unit the unit of {@code limit}: {@code bytes} or {@code percent of one core}; empty if there is no limit
 * @param samples how many consecutive samples, or runs of a check, violated the rule
 */
public record Rule(String option, String words, Optional<Double> limit, String unit, int samples) {
}
