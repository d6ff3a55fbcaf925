package dev.dpm.incident;

import java.time.Instant;

/**
 * An event after the beginning of an incident.
 *
 * @param type such as {@code TargetStopping}
 * @param what a sentence
 */
public record ResponseStep(Instant at, String type, String what) {
}
