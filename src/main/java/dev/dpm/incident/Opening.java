package dev.dpm.incident;

import java.time.Duration;

/**
 * What the loop knows when an incident begins.
 *
 * @param subject the life it is about
 * @param finding what was found
 * @param action what is going to be done, in the words of the event: {@code restarting}
 * @param acts whether a signal is going to be sent for it
 * @param now on the runner's monotonic clock
 */
public record Opening(Subject subject, Finding finding, String action, boolean acts, Duration now) {
}
