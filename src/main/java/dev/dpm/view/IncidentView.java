package dev.dpm.view;

import java.time.Instant;

/**
 * The newest incident of a target, in one line.
 * @param sentence the cause in one sentence
 * @param done what the runner did about the incident
 */
public record IncidentView(String id, Instant at, String cause, String certainty, String sentence, String done) {
}
