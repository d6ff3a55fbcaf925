package dev.dpm.view;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.StartRequest;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Pattern;

/**
 * The port that all faces use, local or remote: look at the views, submit the commands. Looking never waits for the
 * loop, though what says that it reads files or processes takes its time; a command returns when the loop has taken it,
 * not when its effect is complete (a stop takes its grace). Safe from any thread.
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

    /** Stops one target; it stays known, and stopped until it is started by its name. */
    Reply stop(String name);

    /** Ends the processes that came from targets and that none of them has the better claim to. */
    Reply stopUnclaimed();

    /** Stops every target and ends the runner; with {@code keepTargets} only the runner ends. */
    Reply shutdown(boolean keepTargets);

    /** Stops (where it runs) and starts again, spending no budget. */
    Reply restart(String name);

    /** Forgets a stopped target. */
    Reply remove(String name);

    /** Rereads every configuration file that was given; where one has a fault, nothing changes. */
    Reply reload();

    /**
     * Begins to tell receivers of notices that nothing has happened, and returns at once.
     *
     * @param name of one; empty: all of them
     */
    Reply testReceivers(String name);

    /** What came back until now. */
    ReceiverTestView receiverTest();

    /** Rises with whatever the loop does: as long as it stays, {@link #status} shows nothing new but the time. */
    long turns();

    /** The runner itself; reads files. */
    RunnerDetails runner();

    /** The machine; reads files, and not more often than every few seconds. */
    MachineView machine();

    /**
     * Changes settings of a target that a {@code reload} could change too, at once. They stay, over restarts of target
     * and runner, until what was written for them changes.
     *
     * @param settings option to text, in either spelling; an empty text takes a change back
     * @param by who changes: {@code console}, {@code api}
     */
    Reply change(String name, Map<String, String> settings, String by);

    /** A person knows that a target is FATAL: it no longer counts as trouble until it is started again. */
    Reply acknowledge(String name);

    /** What a target used; reads files. Empty where nobody knows the name. */
    Optional<UsageSeries> usage(String name, UsageRange range);

    /** What a target used in its last 60 samples, from memory, without marks; gaps included. */
    UsageSeries recent(String name);

    /** The processes of a target, parents before their children; empty: nothing of it lives. Reads processes. */
    List<ProcessView> processes(String name);

    /** Recorded events, oldest first; reads files where the newest are not asked for. */
    List<EventView> events(EventQuery query);

    /** What happened last, to each target and at all; from memory. */
    LatestView latest();

    /** Incidents in one line each, newest first, of one target or of all; from memory. */
    List<Incident.Summary> incidents(Optional<String> target, int limit);

    /** One incident with its proof, by its id, as {@code last}, or the newest of a target by that name; reads files. Empty where there is none. */
    Optional<Incident> incident(String word);

    /** What the incidents of a target have in common; reads a bounded number of files. */
    List<Pattern> patterns(String target, ZoneId zone);

    /** The newest events after a sequence, of one target or of all. */
    default List<EventView> events(Optional<String> target, long after, int limit) {
        return events(EventQuery.since(target, after, limit));
    }

    /** The last lines of a target's output, oldest first; empty where there is none. */
    List<String> outputTail(String name, int lines);

    /**
     * A page of a target's output, also of one that was removed; reads files, and at most 1 MiB of them: where a search
     * finds fewer lines than asked for in that, the page says where to go on.
     */
    OutputPage output(String name, OutputQuery query);

    /** Cheap; as long as it answers the same, a target has written nothing new. */
    Object outputState(String name);

    /** Writes all of a target's output that is kept, oldest first, byte by byte as the target wrote it. */
    void copyOutput(String name, OutputStream to) throws IOException;

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

    /** A target whose launch was ordered, as which incarnation; 0: it ends and is forgotten, which is what to follow. */
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
        PENDING, RUNNING,
        /** It ended already, with success, and is not to be restarted: a job. */
        DONE, FAILED
    }
}
