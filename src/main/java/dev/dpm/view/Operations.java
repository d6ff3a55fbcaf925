package dev.dpm.view;

import java.util.List;
import java.util.Optional;

import dev.dpm.config.StartRequest;

/**
 * The port that all faces use, local or remote: look at the views, submit the commands. Looking never blocks; a command
 * returns when the loop has taken it, not when its effect is complete (a stop takes its grace). Safe from any thread.
 */
public interface Operations {

    /** Everything, from one snapshot. */
    StatusView status();

    /** One target; empty where nobody knows the name. */
    Optional<TargetView> target(String name);

    /** What {@code start [NAME] [options] [-- COMMAND]} asks. */
    Reply start(StartRequest request);

    /** How the launch of one incarnation of a target went so far. */
    Startup startup(String name, long incarnation);

    /** Starts a known target again, with a fresh budget. */
    Reply start(String name);

    /** Stops one target; it stays known and is not resumed. */
    Reply stop(String name);

    /** Stops every target and ends the runner; with {@code keepTargets} only the runner ends. */
    Reply shutdown(boolean keepTargets);

    /** Stops (where it runs) and starts again, spending no budget. */
    Reply restart(String name);

    /** Forgets a stopped target. */
    Reply remove(String name);

    /** Rereads the configuration file. */
    Reply reload();

    /**
     * Recorded events, oldest first.
     *
     * @param target only this one's; empty: all
     * @param after only those with a higher sequence
     * @param limit the newest that many at most
     */
    List<EventView> events(Optional<String> target, long after, int limit);

    /** The last lines of a target's output, oldest first; empty where there is none. */
    List<String> outputTail(String name, int lines);

    /**
     * What became of a command.
     *
     * @param sentence for people: what happened, to what, what to do
     * @param started the incarnations that a start brought about, to be followed with {@link #startup}
     */
    record Reply(Outcome outcome, String sentence, List<StartedTarget> started) {

        public Reply {
            started = List.copyOf(started);
        }

        public static Reply of(Outcome outcome, String sentence) {
            return new Reply(outcome, sentence, List.of());
        }
    }

    /** A target whose launch was ordered, as which incarnation. */
    record StartedTarget(String name, long incarnation) {
    }

    /** How a command ended; faces turn it into exit codes and HTTP codes. */
    enum Outcome {
        /** Done, or under way. */
        DONE,
        /** It was so already. */
        ALREADY,
        /** Cannot be done as things are: exit 1, HTTP 409. */
        REFUSED,
        /** Bad input: exit 2, HTTP 400. */
        INVALID,
        /** Nobody knows that name: exit 2, HTTP 404. */
        UNKNOWN
    }

    /**
     * The progress of a launch.
     *
     * @param text at the end: the thresholds in force, or the reason, the last 10 lines, and what comes next
     */
    record Startup(Stage stage, String text) {
    }

    /** How far a launch has come. */
    enum Stage {
        PENDING, RUNNING, FAILED
    }
}
