package dev.dpm.incident;

import java.time.Duration;

/**
 * What is known when an incident begins.
 * @param finding why the incident begins
 * @param action the planned reaction, such as {@code restarting}
 * @param acts whether the runner will signal the target
 * @param now when the incident began, on the runner's monotonic clock
 */
public record IncidentTrigger(Subject subject, Finding finding, String action, boolean acts, Duration now) {

    public IncidentTrigger with(Finding other) {
        return new IncidentTrigger(subject, other, action, acts, now);
    }
}
