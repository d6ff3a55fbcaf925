package dev.dpm.operator.reconcile;

import java.time.Instant;

/**
 * A fact that a dpm-runner reported about its target. The pod's status does not contain this fact, since it ends no
 * container.
 *
 * @param since when the reported state began, by the clock of the pod's node
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
