package dev.dpm.incident;

import java.time.Instant;

/**
 * An event that followed the beginning of an incident: an action of the runner, or an observed fact.
 *
 * @param at the time of the event
 * @param type the type of the event: {@code TargetStopping}
 * @param what the event in one sentence
 */
public record Deed(Instant at, String type, String what) {
}
