package dev.dpm.view;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.StartRequest;
import dev.dpm.event.CommandResult;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Pattern;

/**
 * The port through which console, API and command line read views and submit commands. Reading never waits for the
 * supervision loop; methods that read files or processes say so, and are slower. A command returns when the loop has
 * accepted it, and not when its effect is complete (a stop may take as long as its grace period). May be used from any
 * thread.
 */
public interface Operations {

    /** The whole status, from one snapshot. */
    StatusView status();

    /** One target; empty where there is none with that name. */
    Optional<TargetView> target(String name);

    /** Carries out {@code start [NAME] [options] [-- COMMAND]}. */
    CommandResult start(StartRequest request);

    /** The progress of the launch of one incarnation. */
    Startup startup(String name, long incarnation);

    /** Starts a known target again, with a fresh restart budget. */
    CommandResult start(String name);

    /** Stops one target. The target stays known, and stays stopped until a start by its name. */
    CommandResult stop(String name);

    /** Ends the unclaimed processes: targets started them, but the runner cannot tell which target. */
    CommandResult stopUnclaimed();

    /** Stops every target and ends the runner; with {@code keepTargets} only the runner ends. */
    CommandResult shutdown(boolean keepTargets);

    /** Stops the target (if it runs) and starts it again; this uses none of the restart budget. */
    CommandResult restart(String name);

    /** Removes a stopped target. */
    CommandResult remove(String name);

    /**
     * Rereads every configuration file that was given; where one has a fault, nothing changes.
     *
     * @param isRolling true: a target that would be restarted keeps its settings until its next commanded restart, and
     *     the result names it as pending
     */
    CommandResult reload(boolean isRolling);

    /** Makes a target reread its own configuration, as its reload_signal or reload_command says. */
    CommandResult reload(String name);

    /**
     * Changes the number of instances of a target.
     *
     * @param name the target's name without a number
     * @param instances the number of instances, 1 to {@link dev.dpm.config.Instances#MOST}; 0: the request names no
     *     number
     */
    CommandResult scale(String name, int instances);

    /** Sends a signal, by its name or number, to a target with a process. */
    CommandResult signal(String name, String signal);

    /** Ends the process of an attached target gracefully. The program that started this process starts it again. */
    CommandResult terminate(String name);

    /**
     * Begins to send a test notice to receivers, and returns at once.
     *
     * @param name the name of one receiver; empty: all receivers
     */
    CommandResult testReceivers(String name);

    /** The results of the latest test of receivers so far. */
    ReceiverTestView receiverTest();

    /**
     * A number that rises with every change in the loop. As long as the number stays the same, {@link #status} differs
     * only in times.
     */
    long turns();

    /** Details of the runner; reads files. */
    RunnerDetails runner();

    /** Figures of the machine; reads files, at most once every few seconds. */
    MachineView machine();

    /**
     * Changes settings of a running target at once. Only settings that {@code reload} can change without a restart can
     * be changed. A change survives restarts of target and runner, until the setting is changed in the configuration.
     *
     * @param settings option to text, in either spelling; an empty text takes a change back
     * @param by the author of the change: {@code console}, {@code api}
     */
    CommandResult change(String name, Map<String, String> settings, String by);

    /**
     * Records that a person knows that a target is FATAL. The target then no longer counts as being in trouble, until
     * its next start.
     */
    CommandResult acknowledge(String name);

    /** The usage of a target over a range; reads files. Empty where there is no target with that name. */
    Optional<UsageSeries> usage(String name, UsageRange range);

    /** The usage of a target in its last 60 samples, from memory, without marks; gaps included. */
    UsageSeries recent(String name);

    /** The processes of a target, parents before their children; empty: no process lives. Reads processes. */
    List<ProcessView> processes(String name);

    /** Recorded events, oldest first; reads files unless only the newest are asked for. */
    List<EventView> events(EventQuery query);

    /** The number of targets. */
    default int size() {
        return status().targets().size();
    }

    /** Components of the runner that do not work now, a sentence each, see {@link RunnerView#faults}. */
    default List<String> faults() {
        return status().runner().faults();
    }

    /** The last runs of a target, newest first, at most {@link RunView#MOST}; reads files. */
    default List<RunView> runs(String name) {
        return RunView.newestFirst(events(RunView.query(name)));
    }

    /** The last event of each target and of all; from memory. */
    LatestView latest();

    /** Incidents in one line each, newest first, of one target or of all; from memory. */
    List<Incident.Summary> incidents(Optional<String> target, int limit);

    /**
     * The incidents that could not be written to the home, newest first, each as the text of its
     * {@code summary.properties}; from memory.
     */
    List<String> unwrittenIncidents();

    /**
     * One incident with its evidence: found by its id, by {@code last}, or by a target's name, which means the target's
     * newest incident. Reads files. Empty where there is no such incident.
     */
    Optional<Incident> incident(String word);

    /** The patterns in the incidents of a target; reads a bounded number of files. */
    List<Pattern> patterns(String target, ZoneId zone);

    /** The newest events after a sequence, of one target or of all. */
    default List<EventView> events(Optional<String> target, long after, int limit) {
        return events(EventQuery.since(target, after, limit));
    }

    /** The last lines of a target's output, oldest first; empty where there is none. */
    List<String> outputTail(String name, int lines);

    /**
     * A page of a target's output, also of a removed target. Each call reads at most 1 MiB of the files: where a search
     * finds fewer lines in this 1 MiB than were requested, the page says where the search can continue.
     */
    OutputPage output(String name, OutputQuery query);

    /** A value that stays equal until the target writes new output. The call is cheap. */
    Object outputState(String name);

    /** Writes all existing output of a target, oldest first, byte for byte. */
    void copyOutput(String name, OutputStream to) throws IOException;

    /**
     * The progress of a launch.
     *
     * @param text at the end of the launch: the thresholds in force; or the reason for a failure, the last 10 lines of
     *     output, and what happens next
     */
    record Startup(Stage stage, String text) {
    }

    /** The stages of a launch. */
    enum Stage {
        PENDING, RUNNING,
        /** The target is a job that ended already with success, and must not be restarted. */
        DONE, FAILED
    }
}
