package dev.dpm.incident;

import java.time.Instant;

/**
 * An event after an incident began: an action of the runner, or a fact.
 *
 * @param at the time of the event
 * @param type the type of the event: {@code TargetStopping}
 * @param what the event in one sentence
 */
public record Deed(Instant at, String type, String what) {
}
