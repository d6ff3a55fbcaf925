package dev.dpm.incident;

import java.time.Instant;

/**
 * An event after the beginning of an incident.
 * @param type the event's type, such as {@code TargetStopping}
 * @param what the event in one sentence
 */
public record ResponseStep(Instant at, String type, String what) {
}
