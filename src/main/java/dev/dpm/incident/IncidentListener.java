package dev.dpm.incident;

import java.time.Instant;
import java.util.List;

/**
 * Port for whoever tells people of incidents: called by the recorder's own thread, in order, after the record is written
 * down. What it does must be quick and may throw: supervision does not notice.
 */
public interface IncidentListener {

    /** It was decided upon, and nobody has looked yet: what must be done while the process lives is done now. */
    default void begun(String id, Opening opening) {
    }

    /** It was opened: cause, evidence and sentence stand. */
    default void opened(Incident incident) {
    }

    /** It is known how it went. */
    default void completed(Incident incident) {
    }

    /** A target that had incidents runs as it should. */
    default void wellAgain(Recovery recovery) {
    }

    /** The runner ends: nothing more is told. */
    default void ended() {
    }

    /**
     * The end of trouble.
     *
     * @param target its name
     * @param since when the first of the incidents began
     * @param at now
     * @param incidents their ids, oldest first, at most the newest hundred
     * @param how a sentence: {@code running again as process 4712}
     */
    record Recovery(String target, Instant since, Instant at, List<String> incidents, String how) {

        public Recovery {
            incidents = List.copyOf(incidents);
        }
    }
}
