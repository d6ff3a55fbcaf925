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
 * What console, API and command line can read and order. Reading never waits for the supervision loop. The method of a
 * command returns when the loop has accepted the command, whose effect may be complete later. Thread-safe.
 */
public interface Operations {

    /** The status of the runner and all targets, all from the same moment. */
    StatusView status();

    Optional<TargetView> target(String name);

    /** Executes the command {@code start [NAME] [options] [-- COMMAND]}. */
    CommandResult start(StartRequest request);

    /**
     * How far a launch of a target has come.
     * @param incarnation the number of the launch
     */
    Startup startup(String name, long incarnation);

    /** Starts a known target. Its restart budget begins anew. */
    CommandResult start(String name);

    CommandResult stop(String name);

    /** Ends the processes that some target has started, but that cannot be assigned to a target. */
    CommandResult stopUnclaimed();

    /**
     * Stops every target and ends the runner.
     * @param keepTargets true: only the runner ends, and the targets run on
     */
    CommandResult shutdown(boolean keepTargets);

    /** Restarts a target. Such a restart does not count against the target's restart budget. */
    CommandResult restart(String name);

    CommandResult remove(String name);

    /**
     * Rereads all configuration files. If one has a fault, nothing changes.
     * @param isRolling whether changed targets are restarted one after the other
     */
    CommandResult reload(boolean isRolling);

    /** Makes a target reread its own configuration, by reload_signal or reload_command. */
    CommandResult reload(String name);

    /**
     * Changes the number of a target's instances.
     * @param name the target's name without an instance number
     * @param instances the number, 1 to {@link dev.dpm.config.Instances#MOST}; 0: the request contains none
     */
    CommandResult scale(String name, int instances);

    /**
     * Sends a signal to a target's main process.
     * @param signal the signal's name or number
     */
    CommandResult signal(String name, String signal);

    /** Ends the process of an attached target, which another program started. That program is expected to start it again. */
    CommandResult terminate(String name);

    /**
     * Begins to send a test notice to receivers.
     * @param name the name of a receiver; empty text: all receivers
     */
    CommandResult testReceivers(String name);

    /** The results of the latest test of receivers so far. */
    ReceiverTestView receiverTest();

    long turns();

    /** Details of the runner, such as its ports and folders. The call reads files. */
    RunnerDetails runner();

    /** Load, memory and file systems of the machine. The call reads files, but at most once every few seconds. */
    MachineView machine();

    /**
     * Changes settings of a running target that need no restart. They apply until the configuration changes the same settings.
     * The result is REFUSED, and nothing changes, if an option does not have the expected value.
     */
    CommandResult change(String name, ChangeRequest asked);

    /**
     * Records that a person has seen that a target is FATAL. Until its next start, the target no longer counts as in trouble.
     */
    CommandResult acknowledge(String name);

    /** CPU and memory of a target over a range of time. The call reads files. Empty: there is no such target. */
    Optional<UsageSeries> usage(String name, UsageRange range);

    /** CPU and memory of a target in the last 60 samples, which are in memory. A missed sample is a gap. */
    UsageSeries recent(String name);

    /** The processes of a target, parents before children. The call reads {@code /proc}. Empty: no process runs. */
    List<ProcessView> processes(String name);

    /** The events that a query selects, oldest first. The call reads files if the events are no longer in memory. */
    List<EventView> events(EventQuery query);

    default int size() {
        return status().targets().size();
    }

    /** A sentence for each component of the runner that has a fault, see {@link RunnerView#faults}. */
    default List<String> faults() {
        return status().runner().faults();
    }

    /** The last runs of a target, newest first, at most {@link RunView#MOST}. The call reads files. */
    default List<RunView> runs(String name) {
        return RunView.newestFirst(events(RunView.query(name)));
    }

    /** The latest event of each target, and the latest of all events. The events are in memory, so the call reads no files. */
    LatestView latest();

    /** The incidents of one target or of all targets, in one line each, newest first. The incidents are in memory. */
    List<Incident.Summary> incidents(Optional<String> target, int limit);

    /** The incidents in memory that could not be written to disk, newest first, in the format of {@code summary.properties}. */
    List<String> unwrittenIncidents();

    /**
     * An incident with its evidence. The call reads files.
     * @param word an incident's id, {@code last}, or the name of a target
     */
    Optional<Incident> incident(String word);

    /** The patterns in a target's incidents. The call reads a bounded number of incidents' summaries. */
    List<Pattern> patterns(String target, ZoneId zone);

    /** The newest events with a higher sequence number than {@code after}, of one target or of all targets. */
    default List<EventView> events(Optional<String> target, long after, int limit) {
        return events(EventQuery.since(target, after, limit));
    }

    /** The last lines of a target's output, oldest first. Empty: the target has written no output. */
    List<String> outputTail(String name, int lines);

    /**
     * A page of a target's output. The target may have been removed. A call reads at most 1 MiB; the page says where the next
     * one begins.
     */
    OutputPage output(String name, OutputQuery query);

    /** A value that stays equal as long as the target writes no output. */
    Object outputState(String name);

    /** Writes all stored output of a target to a stream, byte for byte. */
    void copyOutput(String name, OutputStream to) throws IOException;

    /**
     * How far a launch of a target has come.
     * @param text the target's thresholds, or why the launch failed, with the last 10 lines of output
     */
    record Startup(Stage stage, String text) {
    }

    /** The stages of a launch. PENDING: the target is not RUNNING yet, and the launch has not failed. */
    enum Stage {
        PENDING, RUNNING,
        /** DONE: the target has ended with success, and is not restarted. */
        DONE, FAILED
    }
}
