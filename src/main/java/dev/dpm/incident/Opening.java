package dev.dpm.incident;

import java.time.Duration;

/**
 * The facts about an incident that the supervision loop has when the incident begins.
 *
 * @param subject the run of the target in which the incident happens
 * @param finding the facts because of which the loop opens the incident
 * @param action the planned reaction, in the words of the journal: {@code restarting}
 * @param acts whether the runner will signal the target
 * @param now the moment of the event with which the incident begins, on the runner's monotonic clock
 */
public record Opening(Subject subject, Finding finding, String action, boolean acts, Duration now) {

    /** A copy of this opening with another finding. */
    public Opening with(Finding other) {
        return new Opening(subject, other, action, acts, now);
    }
}
