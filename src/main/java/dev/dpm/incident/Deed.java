package dev.dpm.incident;

import java.time.Instant;

/**
 * Something that was done, or happened, after an incident began.
 *
 * @param at when
 * @param type the type of the event that tells of it: {@code TargetStopping}
 * @param what a sentence
 */
public record Deed(Instant at, String type, String what) {
}
