package dev.dpm.incident;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/** Records incidents. Methods other than {@link #look} return at once and never throw. */
public interface Incidents {

    Incidents NONE = new Incidents() {
        @Override
        public Optional<String> open(IncidentTrigger opening, WallTime at) {
            return Optional.empty();
        }

        @Override
        public void look(String id, Duration most) {
        }

        @Override
        public void happened(String id, Recorded event) {
        }

        @Override
        public void close(String id, Outcome outcome) {
        }

        @Override
        public void wellAgain(TargetName target, String how, WallTime at) {
        }
    };

    /**
     * Begins an incident.
     * @param at when the incident began
     * @return the incident's id; empty: incidents are not recorded
     */
    Optional<String> open(IncidentTrigger opening, WallTime at);

    /**
     * Collects evidence before the target is signalled, on the thread that sends the signal. Returns after {@code
     * --evidence_seconds} at the latest.
     * @param id the incident's id
     * @param most a further limit of the time for the collection
     */
    void look(String id, Duration most);

    /** Adds an event of the journal to an incident's record. */
    void happened(String id, Recorded event);

    /** Stores the outcome of an incident, such as a restart of the target. */
    void close(String id, Outcome outcome);

    /** Reports that a target that had an incident runs normally again. */
    void wellAgain(TargetName target, String how, WallTime at);

    /**
     * The outcome of an incident.
     * @param how the outcome in one sentence
     * @param exit how the main process ended; empty: unknown, or the process runs
     * @param stopTook the time from the first signal until all processes had ended; empty: nothing was stopped
     * @param killed whether KILL was necessary
     * @param next the target's next launch; empty: there is none yet
     * @param nextAfter the time from the beginning of the incident to that launch
     */
    record Outcome(String how, Optional<ExitStatus> exit, Optional<Duration> stopTook, boolean killed,
            Optional<TargetEvent.TargetStarted> next, Duration nextAfter) {
    }
}
