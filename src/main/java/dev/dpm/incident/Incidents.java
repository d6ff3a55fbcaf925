package dev.dpm.incident;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;

/**
 * Port of the loop: an incident is opened, looked into before the first signal, and followed until it is known how it
 * went. All but {@link #look} are called by the loop, return at once and never throw.
 */
public interface Incidents {

    /** Nobody keeps any. */
    Incidents NONE = new Incidents() {
        @Override
        public Optional<String> open(Opening opening) {
            return Optional.empty();
        }

        @Override
        public void look(String id, Duration most) {
            // nobody keeps any
        }

        @Override
        public void happened(String id, Recorded event) {
            // nobody keeps any
        }

        @Override
        public void close(String id, Outcome outcome) {
            // nobody keeps any
        }

        @Override
        public void wellAgain(TargetName target, String how) {
            // nobody keeps any
        }
    };

    /** @return its id; empty: it cannot be kept */
    Optional<String> open(Opening opening);

    /**
     * Looks at what lives, before it is signalled. Called by the thread that will signal; comes back after
     * {@code --evidence_seconds} at the latest, whatever hangs.
     *
     * @param most where that is less
     */
    void look(String id, Duration most);

    /** An event that belongs to it was written down. */
    void happened(String id, Recorded event);

    /** It is known how it went. */
    void close(String id, Outcome outcome);

    /** A target that had an incident runs as it should. */
    void wellAgain(TargetName target, String how);

    /**
     * How it went.
     *
     * @param how a sentence
     * @param exit how the main process ended; empty: it did not end, or nobody knows
     * @param stopTook from the first signal until nothing was left
     * @param killed KILL had to be sent
     * @param next the start of the life after it
     */
    record Outcome(String how, Optional<ExitStatus> exit, Optional<Duration> stopTook, boolean killed,
            Optional<TargetEvent.TargetStarted> next) {
    }
}
