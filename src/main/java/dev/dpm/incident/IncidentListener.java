package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Port: receives incidents, in order, on the recorder's own thread, after the record is written. Implementations must
 * be quick; exceptions are caught, and supervision does not notice them.
 */
public interface IncidentListener {

    /**
     * Called at the beginning of an incident, before evidence is collected: for a listener's work that must be done
     * while the process lives.
     */
    default void begun(String id, Opening opening) {
    }

    /**
     * Called when cause, evidence and sentence of an incident are known, before the incident is written to disk. A
     * listener does work here that must be done before a process, or the runner, has ended.
     */
    default void composed(Incident incident) {
    }

    /**
     * Called by the thread that is about to act upon the target of an incident. Waits until this listener has done its
     * work for the incident, for the given time at most. Returns at once if there is no such work.
     */
    default void beforeAction(String id, Duration most) {
    }

    /** Called when an incident is on disk, complete except for its outcome. */
    default void opened(Incident incident) {
    }

    /** Called when the outcome of an incident is known. */
    default void completed(Incident incident) {
    }

    /** Called when a target that had incidents runs normally again. */
    default void wellAgain(Recovery recovery) {
    }

    /** Called when the runner ends; no call follows. */
    default void ended() {
    }

    /**
     * The end of a target's trouble.
     *
     * @param target the target's name
     * @param since when the first of the incidents began
     * @param at the present moment
     * @param incidents the ids of the incidents, oldest first, at most the newest hundred
     * @param how a sentence about the recovery: {@code running again as process 4712}
     */
    record Recovery(String target, Instant since, Instant at, List<String> incidents, String how) {

        public Recovery {
            incidents = List.copyOf(incidents);
        }
    }
}
