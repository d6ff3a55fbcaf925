package dev.dpm.incident;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/**
 * The interface through which the supervision loop reports incidents. The loop opens an incident, has evidence
 * collected before the first signal to the target, and reports events until the outcome. The loop calls all methods
 * except {@link #look}; these methods return at once and never throw. The package {@code incident.store} implements
 * this interface.
 */
public interface Incidents {

    /** The implementation that stores no incidents. */
    Incidents NONE = new Incidents() {
        @Override
        public Optional<String> open(Opening opening, WallTime at) {
            return Optional.empty();
        }

        @Override
        public void look(String id, Duration most) {
            // this implementation stores nothing
        }

        @Override
        public void happened(String id, Recorded event) {
            // this implementation stores nothing
        }

        @Override
        public void close(String id, Outcome outcome) {
            // this implementation stores nothing
        }

        @Override
        public void wellAgain(TargetName target, String how, WallTime at) {
            // this implementation stores nothing
        }
    };

    /**
     * Opens an incident, that is, begins its record.
     *
     * @param at the time of the event with which the incident begins, the same moment as {@link Opening#now}
     * @return the incident's id; empty if the implementation does not store incidents
     */
    Optional<String> open(Opening opening, WallTime at);

    /**
     * Collects evidence on the living processes of a target before the runner signals them. Called on the thread that
     * will send the signal. The method returns after {@code --evidence_seconds} at the latest, even if reading a file
     * hangs.
     *
     * @param most a further limit; the shorter of both limits applies
     */
    void look(String id, Duration most);

    /** Adds an event from the journal to an incident's record. */
    void happened(String id, Recorded event);

    /** Stores the outcome of an incident, such as the restart of the target. */
    void close(String id, Outcome outcome);

    /**
     * Reports that a target that had an incident runs normally again.
     *
     * @param at since when it runs normally
     */
    void wellAgain(TargetName target, String how, WallTime at);

    /**
     * The outcome of an incident.
     *
     * @param how a sentence that says how the incident ended for the target
     * @param exit how the main process ended; empty if the main process still runs, or if its end is unknown
     * @param stopTook the time from the first signal until all processes had ended
     * @param killed whether the runner had to send KILL
     * @param next the launch of the target's next run; empty if there has been none yet
     * @param nextAfter the time from the beginning of the incident to that launch
     */
    record Outcome(String how, Optional<ExitStatus> exit, Optional<Duration> stopTook, boolean killed,
            Optional<TargetEvent.TargetStarted> next, Duration nextAfter) {
    }
}
