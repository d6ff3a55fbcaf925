package dev.dpm.incident;

import java.time.Duration;

/**
 * The facts that the supervision loop has when an incident begins.
 *
 * @param subject the incarnation of the incident
 * @param finding what was found
 * @param action the reaction to come, in the words of the event: {@code restarting}
 * @param acts whether the reaction is a signal
 * @param now on the runner's monotonic clock
 */
public record Opening(Subject subject, Finding finding, String action, boolean acts, Duration now) {
}
