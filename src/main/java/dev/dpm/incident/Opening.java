package dev.dpm.incident;

import java.time.Duration;

/**
 * What the supervision loop knows when an incident begins.
 *
 * @param subject the incarnation that it is about
 * @param finding what was found
 * @param action what will be done, in the words of the event: {@code restarting}
 * @param acts whether a signal will be sent because of it
 * @param now on the runner's monotonic clock
 */
public record Opening(Subject subject, Finding finding, String action, boolean acts, Duration now) {
}
