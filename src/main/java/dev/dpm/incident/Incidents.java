package dev.dpm.incident;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;

/**
 * Port of the supervision loop: it opens an incident, lets evidence be collected before the first signal to the target,
 * and follows the incident until its outcome is known. The loop calls all methods except {@link #look}; these methods
 * return at once and never throw.
 */
public interface Incidents {

    /** The implementation that keeps no incidents. */
    Incidents NONE = new Incidents() {
        @Override
        public Optional<String> open(Opening opening) {
            return Optional.empty();
        }

        @Override
        public void look(String id, Duration most) {
            // an implementation without incidents stores nothing
        }

        @Override
        public void happened(String id, Recorded event) {
            // an implementation without incidents stores nothing
        }

        @Override
        public void close(String id, Outcome outcome) {
            // an implementation without incidents stores nothing
        }

        @Override
        public void wellAgain(TargetName target, String how) {
            // an implementation without incidents stores nothing
        }
    };

    /**
     * Opens an incident.
     *
     * @return the incident's id; empty: the incident cannot be stored
     */
    Optional<String> open(Opening opening);

    /**
     * Collects evidence on living processes before they are signalled. The calling thread is the one that will signal.
     * The method returns after {@code --evidence_seconds} at the latest, even where a reading hangs.
     *
     * @param most a further time limit; the shorter of the two limits applies
     */
    void look(String id, Duration most);

    /** Notes an event of the incident that was written to the journal. */
    void happened(String id, Recorded event);

    /** Notes the outcome of an incident. */
    void close(String id, Outcome outcome);

    /** Records that a target that had an incident runs normally again. */
    void wellAgain(TargetName target, String how);

    /**
     * The outcome of an incident.
     *
     * @param how a sentence about the outcome
     * @param exit how the main process ended; empty: the main process lives, or its end is unknown
     * @param stopTook the time from the first signal until no process was left
     * @param killed whether KILL had to be sent
     * @param next the start of the next incarnation; empty: there is no next incarnation yet
     */
    record Outcome(String how, Optional<ExitStatus> exit, Optional<Duration> stopTook, boolean killed,
            Optional<TargetEvent.TargetStarted> next) {
    }
}
