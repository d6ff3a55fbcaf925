package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts about an incident that the search for patterns uses.
 *
 * @param cause the cause of the incident, such as {@code MEMORY} or {@code CRASH}
 * @param lifeSeconds how long the target had been running when the incident began
 * @param watchedSeconds for the target's first incident, how long the runner had observed the target before; otherwise
 *     0
 * @param previous the id of the target's preceding incident; empty if there was none
 * @param rise the rise of the target's memory since its launch; empty if unknown, or if memory did not rise steadily
 * @param program a text that identifies the version of the program file; empty if unknown
 * @param programChanged when the program file was last modified
 * @param settings the options that were given for the target: option to text
 * @param settingsSince when an option was last changed; empty if unknown
 * @param machine how much the machine's tasks waited for CPU, memory and disk; empty if unknown
 * @param child the child process that used most; empty if unknown, or if the main process used most
 */
public record Trace(String id, Instant at, String cause, long incarnation, double lifeSeconds, double watchedSeconds,
        Optional<String> previous, Optional<Rise> rise, Optional<String> program, Optional<Instant> programChanged,
        SortedMap<String, String> settings, Optional<Instant> settingsSince, Optional<Pressure> machine,
        Optional<Child> child) {

    /** Causes of incidents in which the target ended (by itself or by another process) or could not be launched. */
    private static final Set<String> ENDS = Set.of("CRASH", "EXIT", "SIGNAL", "OOM_KILL", "LAUNCH");
    private static final Set<String> MEMORY = Set.of("MEMORY", "FORECAST", "OOM_KILL");
    /** Causes of incidents in which the target itself uses so much that the machine is short of the resource. */
    private static final Set<String> OWN_USE = Set.of("CPU", "MEMORY", "FORECAST");

    public Trace {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A steady rise of the target's memory, from the first sample after its launch to the last, in bytes. */
    public record Rise(long fromBytes, long toBytes) {
    }

    /** How much the machine's tasks waited for CPU, memory and disk when the incident happened (PSI, {@code some}). */
    public record Pressure(Lack cpu, Lack memory, Lack io) {
    }

    /**
     * The share of time in which some task waited for a resource, in percent.
     *
     * @param now the share of time over the last ten seconds
     * @param before the share of time over the last five minutes
     */
    public record Lack(double now, double before) {
    }

    /**
     * The child process that used most CPU, or most memory, according to the incident's cause. All processes of the
     * target except the main process count as children.
     *
     * @param name a text by which the same child is recognized in other runs of the target
     * @param alike the number of children with this name, including this child
     * @param children the number of the target's child processes
     * @param kinds the number of different names among the children
     */
    public record Child(String name, int alike, int children, int kinds) {
    }

    boolean isEnd() {
        return ENDS.contains(cause);
    }

    boolean isOfMemory() {
        return MEMORY.contains(cause);
    }

    boolean isOfOwnUse() {
        return OWN_USE.contains(cause);
    }

    boolean isGivenUp() {
        return cause.equals("GAVE_UP");
    }

    /**
     * Whether the incident's time is the time when the target ended. A new runner that finds a target dead knows only
     * the time of the discovery.
     */
    boolean isTimely() {
        return !cause.equals("FOUND_DEAD");
    }

    boolean isSameLife(Trace other) {
        return incarnation == other.incarnation
                && Duration.between(born(), other.born()).abs().toSeconds() < Histories.SAME_MOMENT;
    }

    Instant born() {
        return at.minusMillis(Math.round(lifeSeconds * 1000));
    }
}
