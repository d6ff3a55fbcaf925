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
 * Port through which console, API and command line read views and submit commands. Reading never waits for the
 * supervision loop; methods that read files or {@code /proc} say so, since they are slower. A command returns when the
 * loop has accepted it. The effect of a command may be complete only later: a stop may take as long as its grace
 * period. Thread-safe.
 */
public interface Operations {

    /** The status of the runner and all targets, from one snapshot. */
    StatusView status();

    /** The view of one target; empty if no target has that name. */
    Optional<TargetView> target(String name);

    /** Executes the command {@code start [NAME] [options] [-- COMMAND]}. */
    CommandResult start(StartRequest request);

    /**
     * How far a launch of a target has come.
     *
     * @param incarnation the number of the launch
     */
    Startup startup(String name, long incarnation);

    /**
     * Starts a target that the runner already has; the target then has its full restart budget, that is, all its
     * automatic restarts.
     */
    CommandResult start(String name);

    /** Stops one target. The target stays in the list of targets, and stays stopped until a start by its name. */
    CommandResult stop(String name);

    /** Ends the processes that some target started although the runner cannot tell which target. */
    CommandResult stopUnclaimed();

    /**
     * Stops every target and ends the runner; with {@code keepTargets}, targets go on running and only the runner ends.
     */
    CommandResult shutdown(boolean keepTargets);

    /** Stops a target, if it runs, and starts it again; this does not count against the target's restart budget. */
    CommandResult restart(String name);

    /** Removes a stopped target from the list of targets. */
    CommandResult remove(String name);

    /**
     * Makes the runner read all its configuration files again. If one of the files has a fault, nothing changes.
     *
     * @param isRolling true if targets that would have to restart keep their old settings until somebody restarts them;
     *     the result then names them as pending
     */
    CommandResult reload(boolean isRolling);

    /**
     * Makes a target read its own configuration again, by the signal or command that reload_signal or reload_command
     * configures.
     */
    CommandResult reload(String name);

    /**
     * Changes the number of instances of a target.
     *
     * @param name the target's name without a number
     * @param instances the number of instances, 1 to {@link dev.dpm.config.Instances#MOST}; 0 if the request has no
     *     number
     */
    CommandResult scale(String name, int instances);

    /** Sends a signal, given by name or number, to a running target's main process. */
    CommandResult signal(String name, String signal);

    /**
     * Ends the process of an attached target (another program started the process) with the target's stop signal and
     * grace period. That program is expected to start the process again.
     */
    CommandResult terminate(String name);

    /**
     * Starts to send a test notice to receivers, and returns at once.
     *
     * @param name the name of one receiver; empty means all receivers
     */
    CommandResult testReceivers(String name);

    /** The results that the latest test of receivers has had so far. */
    ReceiverTestView receiverTest();

    /**
     * A number that rises with every iteration of the supervision loop. As long as the number stays the same, two calls
     * of {@link #status} differ only in times.
     */
    long turns();

    /** Details of the runner, such as its ports and folders; this method reads files. */
    RunnerDetails runner();

    /**
     * The load, memory and file systems of the machine; this method reads files, but at most once every few seconds.
     */
    MachineView machine();

    /**
     * Changes settings of a running target at once. Only settings that {@code reload} can change without a restart are
     * allowed. A change survives restarts of target and runner, and ends when the setting changes in the configuration.
     *
     * <p>
     * The result is REFUSED if an option does not have the value that the request expects, since another change came
     * between; then nothing changes. The runner compares and changes in one step, so no other change can come between
     * these two.
     */
    CommandResult change(String name, ChangeRequest asked);

    /**
     * Records that a person has seen that a target is FATAL. Until its next start, the target no longer counts as being
     * in trouble.
     */
    CommandResult acknowledge(String name);

    /** The CPU and memory of a target over a range of time; reads files. Empty if no target has that name. */
    Optional<UsageSeries> usage(String name, UsageRange range);

    /**
     * The CPU and memory of a target in its last 60 samples, from memory. The series contains no events; a missed
     * sample is a gap.
     */
    UsageSeries recent(String name);

    /** The processes of a target, parents before children; empty if no process runs. Reads {@code /proc}. */
    List<ProcessView> processes(String name);

    /** Events of the journal, oldest first. Reads files, except for the newest events, which are in memory. */
    List<EventView> events(EventQuery query);

    /** The number of targets that the runner has. */
    default int size() {
        return status().targets().size();
    }

    /** A sentence for each component of the runner that does not work at present; see {@link RunnerView#faults}. */
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

    /**
     * The incidents that could not be written to the runner's home folder, newest first, each as the text of the file
     * {@code summary.properties}; from memory.
     */
    List<String> unwrittenIncidents();

    /**
     * One incident with its evidence; reads files. Empty if there is no such incident.
     *
     * @param word the incident's id, or {@code last} for the newest incident, or a target's name for that target's
     * newest incident
     */
    Optional<Incident> incident(String word);

    /** The patterns in the incidents of a target; reads the summaries of a bounded number of incidents. */
    List<Pattern> patterns(String target, ZoneId zone);

    /** The newest events after a sequence number, of one target or of all. */
    default List<EventView> events(Optional<String> target, long after, int limit) {
        return events(EventQuery.since(target, after, limit));
    }

    /** The last lines of a target's output, oldest first; empty if the target has no output. */
    List<String> outputTail(String name, int lines);

    /**
     * A page of a target's output, also for a removed target. Each call reads at most 1 MiB. If a search reaches that
     * bound before it has found all requested lines, the page says where to continue.
     */
    OutputPage output(String name, OutputQuery query);

    /**
     * A value that stays equal as long as the target writes no output: a caller compares the values of two calls. The
     * call is cheap.
     */
    Object outputState(String name);

    /** Writes all stored output of a target to a stream, oldest first, byte for byte. */
    void copyOutput(String name, OutputStream to) throws IOException;

    /**
     * How far the launch of a target has come.
     *
     * @param text when the launch is over: the thresholds in force, or for a failure the reason, the last 10 lines of
     *     output and what the runner does next
     */
    record Startup(Stage stage, String text) {
    }

    /** The stages of a launch. PENDING: the target neither runs nor has failed yet. */
    enum Stage {
        PENDING, RUNNING,
        /** The target has already ended with success, and is not to be restarted. */
        DONE, FAILED
    }
}
