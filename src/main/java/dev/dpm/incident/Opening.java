package dev.dpm.incident;

import java.time.Duration;

/**
 * The facts that the supervision loop has when an incident begins.
 *
 * @param subject the incarnation of the incident
 * @param finding the facts that make the incident
 * @param action the planned reaction, in the words of the event: {@code restarting}
 * @param acts whether the reaction is a signal
 * @param now the present moment, on the runner's monotonic clock
 */
public record Opening(Subject subject, Finding finding, String action, boolean acts, Duration now) {

    /** A copy with another finding. */
    public Opening with(Finding other) {
        return new Opening(subject, other, action, acts, now);
    }
}
