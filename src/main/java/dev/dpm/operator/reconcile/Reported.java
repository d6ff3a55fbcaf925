package dev.dpm.operator.reconcile;

import java.time.Instant;

/**
 * Something that a dpm-runner reported about its target and that ends no container, so that no status of the pod tells
 * of it.
 *
 * @param since when it began, by the clock of the pod's node
 * @param sentence the sentence of the dpm-runner; untrusted, since it comes from the pod
 */
public record Reported(Kind kind, Instant since, String sentence) {

    /** What a dpm-runner reported; each kind is the reason of an Event. */
    public enum Kind {
        /** A threshold was exceeded, a limit was near, or a check failed, whatever the dpm-runner then did. */
        BREACH("Breach"),
        /** The dpm-runner gave its target up (state FATAL). */
        GIVEN_UP("GivenUp");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
