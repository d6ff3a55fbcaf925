package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Receives incidents in the order of their beginning, on the recorder's thread. Its methods must return quickly. If one throws
 * an exception, the recorder catches it.
 */
public interface IncidentListener {

    /** An incident begins, and no evidence was collected yet. For work that needs the target's process alive. */
    default void begun(String id, IncidentTrigger opening) {
    }

    /**
     * Cause and evidence of an incident are known, but its record is not on disk yet. For work that must be finished before the
     * runner signals the process.
     */
    default void composed(Incident incident) {
    }

    /**
     * Blocks until this listener's work for the incident is finished, at most for {@code most}. The recorder calls this method
     * before the target gets a signal.
     */
    default void beforeAction(String id, Duration most) {
    }

    /** The incident's record is on disk. It does not contain the outcome yet. */
    default void opened(Incident incident) {
    }

    /** The outcome of the incident is known, for example that the restarted target runs. */
    default void completed(Incident incident) {
    }

    /** A target that had incidents runs normally again. */
    default void wellAgain(Recovery recovery) {
    }

    /** The runner ends, and calls no further method of this listener. */
    default void ended() {
    }

    /**
     * The recovery of a target that had incidents.
     * @param since when the oldest incident began
     * @param at when the target recovered
     * @param incidents the ids of the incidents, oldest first, at most the newest hundred
     * @param how for example {@code running again as process 4712}
     */
    record Recovery(String target, Instant since, Instant at, List<String> incidents, String how) {

        public Recovery {
            incidents = List.copyOf(incidents);
        }
    }
}
