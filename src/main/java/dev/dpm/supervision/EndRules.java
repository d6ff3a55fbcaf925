package dev.dpm.supervision;

/**
 * When the supervision ends by itself.
 *
 * @param whenAtRest true for {@code run}: it ends when every target that took part is at rest
 */
public record EndRules(boolean whenAtRest) {
}
