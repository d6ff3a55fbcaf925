package dev.dpm.incident;

import java.time.Instant;

/**
 * An event after the beginning of an incident: an action of the runner, such as a signal or a restart, or an observed
 * fact.
 *
 * @param at the time of the event
 * @param type the type of the event: {@code TargetStopping}
 * @param what the event in one sentence
 */
public record ResponseStep(Instant at, String type, String what) {
}
