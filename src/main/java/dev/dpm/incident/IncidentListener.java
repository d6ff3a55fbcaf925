package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Receives incidents in order, on the thread that records incidents. An implementation must return quickly. The caller
 * catches exceptions of an implementation, so that the supervision loop continues.
 */
public interface IncidentListener {

    /** Called when an incident begins, before evidence is collected: for work that needs the process alive. */
    default void begun(String id, Opening opening) {
    }

    /**
     * Called when cause, evidence and sentence of an incident are complete, before the incident is written to disk. A
     * listener uses this method for work that must be finished before the runner signals the process, or before the
     * runner itself ends.
     */
    default void composed(Incident incident) {
    }

    /**
     * Called by the thread that is about to signal the target of an incident. Blocks until this listener has finished
     * its work for the incident, but at most for {@code most}. Returns at once if the listener has no work.
     */
    default void beforeAction(String id, Duration most) {
    }

    /** Called when an incident's record is on disk, complete except for its outcome. */
    default void opened(Incident incident) {
    }

    /** Called when the outcome of an incident is known, for instance that the restarted target runs. */
    default void completed(Incident incident) {
    }

    /** Called when a target that had incidents runs normally again. */
    default void wellAgain(Recovery recovery) {
    }

    /** Called when the runner ends; the runner calls no method of this listener afterwards. */
    default void ended() {
    }

    /**
     * The recovery of a target after one or more incidents.
     *
     * @param target the target's name
     * @param since when the oldest of these incidents began
     * @param at the time of the recovery
     * @param incidents the ids of these incidents, oldest first; at most the newest hundred
     * @param how a sentence about the recovery: {@code running again as process 4712}
     */
    record Recovery(String target, Instant since, Instant at, List<String> incidents, String how) {

        public Recovery {
            incidents = List.copyOf(incidents);
        }
    }
}
