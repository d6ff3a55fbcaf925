package dev.dpm.incident;

import java.util.Optional;

/**
 * A threshold or check that a target violated.
 *
 * @param option such as {@code memory_threshold}
 * @param words such as {@code memory over 500.0 MiB in 2 consecutive samples}
 * @param limit the threshold; empty: none
 * @param unit {@code bytes} or {@code percent of one core}
 * @param samples consecutive samples or runs of a check
 */
public record Rule(String option, String words, Optional<Double> limit, String unit, int samples) {
}
