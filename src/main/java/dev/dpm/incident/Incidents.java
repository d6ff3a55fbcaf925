package dev.dpm.incident;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;

/**
 * Port of the supervision loop: opens an incident, has evidence collected before the first signal, and follows the
 * incident until its outcome is known. The loop calls all methods but {@link #look}; they return at once and never
 * throw.
 */
public interface Incidents {

    /** Keeps no incidents. */
    Incidents NONE = new Incidents() {
        @Override
        public Optional<String> open(Opening opening) {
            return Optional.empty();
        }

        @Override
        public void look(String id, Duration most) {
            // keeps no incidents
        }

        @Override
        public void happened(String id, Recorded event) {
            // keeps no incidents
        }

        @Override
        public void close(String id, Outcome outcome) {
            // keeps no incidents
        }

        @Override
        public void wellAgain(TargetName target, String how) {
            // keeps no incidents
        }
    };

    /**
     * Opens an incident.
     *
     * @return its id; empty: it cannot be kept
     */
    Optional<String> open(Opening opening);

    /**
     * Collects evidence on living processes before they are signalled. Called by the thread that will signal; returns
     * after {@code --evidence_seconds} at the latest, whatever hangs.
     *
     * @param most a shorter limit
     */
    void look(String id, Duration most);

    /** Notes an event of the incident that was written to the journal. */
    void happened(String id, Recorded event);

    /** Notes the outcome of an incident. */
    void close(String id, Outcome outcome);

    /** Notes that a target that had an incident runs as it should. */
    void wellAgain(TargetName target, String how);

    /**
     * The outcome of an incident.
     *
     * @param how a sentence
     * @param exit how the main process ended; empty: it did not end, or that is unknown
     * @param stopTook from the first signal until no process was left
     * @param killed whether KILL had to be sent
     * @param next the start of the next incarnation
     */
    record Outcome(String how, Optional<ExitStatus> exit, Optional<Duration> stopTook, boolean killed,
            Optional<TargetEvent.TargetStarted> next) {
    }
}
