package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Receives incidents in order, on the recorder's thread. Its methods must return quickly; their exceptions are caught. */
public interface IncidentListener {

    /** An incident begins, and no evidence was collected yet: for work that needs the process alive. */
    default void begun(String id, IncidentTrigger opening) {
    }

    /**
     * Cause and evidence are known, and nothing was written yet: for work that must be finished before the runner signals the
     * process.
     */
    default void composed(Incident incident) {
    }

    /**
     * Blocks until this listener's work for the incident is finished, at most for {@code most}. Called before the target is
     * signalled.
     */
    default void beforeAction(String id, Duration most) {
    }

    /** The record is on disk, without its outcome. */
    default void opened(Incident incident) {
    }

    /** The outcome is known, for instance that the restarted target runs. */
    default void completed(Incident incident) {
    }

    /** A target that had incidents runs normally again. */
    default void wellAgain(Recovery recovery) {
    }

    /** The runner ends, and calls no further method of this listener. */
    default void ended() {
    }

    /**
     * The recovery of a target.
     *
     * @param since when the oldest incident began
     * @param incidents their ids, oldest first, at most the newest hundred
     * @param how for example {@code running again as process 4712}
     */
    record Recovery(String target, Instant since, Instant at, List<String> incidents, String how) {

        public Recovery {
            incidents = List.copyOf(incidents);
        }
    }
}
