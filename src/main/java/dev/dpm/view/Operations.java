package dev.dpm.view;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.StartRequest;
import dev.dpm.event.CommandResult;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Pattern;

/**
 * Port: views and commands for console, API and command line. Reading never waits for the supervision loop. A command returns
 * when the loop has accepted it; its effect may be complete later. Thread-safe.
 */
public interface Operations {

    /** The status of the runner and all targets, from one snapshot. */
    StatusView status();

    Optional<TargetView> target(String name);

    /** Executes the command {@code start [NAME] [options] [-- COMMAND]}. */
    CommandResult start(StartRequest request);

    /**
     * How far a launch has come.
     *
     * @param incarnation its number
     */
    Startup startup(String name, long incarnation);

    /** Starts a known target, with its full restart budget. */
    CommandResult start(String name);

    CommandResult stop(String name);

    /** Ends processes that were started by some target, where the target is unknown. */
    CommandResult stopUnclaimed();

    /** Stops every target and ends the runner. With {@code keepTargets}, only the runner ends. */
    CommandResult shutdown(boolean keepTargets);

    /** Restarts a target, which does not use a restart. */
    CommandResult restart(String name);

    CommandResult remove(String name);

    /**
     * Rereads all configuration files; with a fault, nothing changes.
     *
     * @param isRolling changes that need a restart apply at the next one
     */
    CommandResult reload(boolean isRolling);

    /** Makes a target reread its own configuration, by reload_signal or reload_command. */
    CommandResult reload(String name);

    /**
     * Changes the number of a target's instances.
     *
     * @param name without an index
     * @param instances 1 to {@link dev.dpm.config.Instances#MOST}; 0: missing
     */
    CommandResult scale(String name, int instances);

    /**
     * Signals a target's main process.
     *
     * @param signal a name or number
     */
    CommandResult signal(String name, String signal);

    /** Ends the process of an attached target. The program that started it is expected to start it again. */
    CommandResult terminate(String name);

    /**
     * Begins to send a test notice.
     *
     * @param name a receiver; empty text: all
     */
    CommandResult testReceivers(String name);

    /** The results of the latest test so far. */
    ReceiverTestView receiverTest();

    long turns();

    /** Details of the runner, such as its ports and folders; this method reads files. */
    RunnerDetails runner();

    /**
     * The load, memory and file systems of the machine; this method reads files, but at most once every few seconds.
     */
    MachineView machine();

    /**
     * Changes settings of a running target that need no restart, until the configuration changes them. REFUSED: an option does
     * not have the expected value; then nothing changes.
     */
    CommandResult change(String name, ChangeRequest asked);

    /** Records that a person has seen a FATAL target. It is not in trouble until its next start. */
    CommandResult acknowledge(String name);

    /** CPU and memory over a time range; reads files. Empty: no such target. */
    Optional<UsageSeries> usage(String name, UsageRange range);

    /** CPU and memory in the last 60 samples, from memory. A missed sample is a gap. */
    UsageSeries recent(String name);

    /** The processes of a target, parents before children; empty if no process runs. Reads {@code /proc}. */
    List<ProcessView> processes(String name);

    /** Events of the journal, oldest first. Reads files, except for the newest events, which are in memory. */
    List<EventView> events(EventQuery query);

    default int size() {
        return status().targets().size();
    }

    /** A sentence for each faulty component, see {@link RunnerView#faults}. */
    default List<String> faults() {
        return status().runner().faults();
    }

    /** The last runs of a target, newest first, at most {@link RunView#MOST}; reads files. */
    default List<RunView> runs(String name) {
        return RunView.newestFirst(events(RunView.query(name)));
    }

    /** The latest event of each target, and the latest of all events; from memory. */
    LatestView latest();

    /** The incidents of one target or of all, in one line each, newest first; from memory. */
    List<Incident.Summary> incidents(Optional<String> target, int limit);

    /** Incidents that could not be written, newest first, as {@code summary.properties}; from memory. */
    List<String> unwrittenIncidents();

    /**
     * An incident with its evidence; reads files.
     *
     * @param word an id, {@code last}, or the name of a target
     */
    Optional<Incident> incident(String word);

    /** The patterns in a target's incidents; reads a bounded number of summaries. */
    List<Pattern> patterns(String target, ZoneId zone);

    /** The newest events after a sequence number, of one target or of all. */
    default List<EventView> events(Optional<String> target, long after, int limit) {
        return events(EventQuery.since(target, after, limit));
    }

    /** The last lines of a target's output, oldest first; empty if the target has no output. */
    List<String> outputTail(String name, int lines);

    /** A page of output, also of a removed target. A call reads at most 1 MiB; the page says where to go on. */
    OutputPage output(String name, OutputQuery query);

    /** A value that stays equal while the target writes nothing. */
    Object outputState(String name);

    /** Writes all stored output, byte for byte. */
    void copyOutput(String name, OutputStream to) throws IOException;

    /**
     * How far a launch has come.
     *
     * @param text the thresholds, or the reason of a failure with the last 10 lines of output
     */
    record Startup(Stage stage, String text) {
    }

    /** The stages of a launch. PENDING: the target neither runs nor has it failed. */
    enum Stage {
        PENDING, RUNNING,
        /** The target has ended with success, and is not restarted. */
        DONE, FAILED
    }
}
