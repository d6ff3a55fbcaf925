package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the search for patterns uses of an incident.
 *
 * @param cause such as {@code MEMORY} or {@code CRASH}
 * @param lifeSeconds the time since the target's launch
 * @param watchedSeconds for its first incident, how long it was observed before; otherwise 0
 * @param previous the id of its preceding incident; empty: none
 * @param rise the steady rise of its memory since the launch; empty: none
 * @param program identifies the version of the program file; empty: unknown
 * @param programChanged when that file was modified
 * @param settings the given options
 * @param settingsSince when an option changed; empty: unknown
 * @param machine how much tasks waited for CPU, memory and disk; empty: unknown
 * @param child the child process that used most; empty: unknown, or the main process did
 */
public record Trace(String id, Instant at, String cause, long incarnation, double lifeSeconds, double watchedSeconds,
        Optional<String> previous, Optional<Rise> rise, Optional<String> program, Optional<Instant> programChanged,
        SortedMap<String, String> settings, Optional<Instant> settingsSince, Optional<Pressure> machine,
        Optional<Child> child) {

    /** Causes by which the target ended or could not be launched. */
    private static final Set<String> ENDS = Set.of("CRASH", "EXIT", "SIGNAL", "OOM_KILL", "LAUNCH");
    private static final Set<String> MEMORY = Set.of("MEMORY", "FORECAST", "OOM_KILL");
    /** Causes by which the target itself uses up the machine's resource. */
    private static final Set<String> OWN_USE = Set.of("CPU", "MEMORY", "FORECAST");

    public Trace {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A steady rise of memory from the first sample after the launch to the last, in bytes. */
    public record Rise(long fromBytes, long toBytes) {
    }

    /** How much the machine's tasks waited for CPU, memory and disk (PSI, {@code some}). */
    public record Pressure(Lack cpu, Lack memory, Lack io) {
    }

    /**
     * The share of time in which a task waited, in percent.
     *
     * @param now over ten seconds
     * @param before over five minutes
     */
    public record Lack(double now, double before) {
    }

    /**
     * The child process that used most CPU or memory.
     *
     * @param name recognizes it after other launches
     * @param alike the number of children with this name
     * @param children the number of all children
     * @param kinds the number of different names
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

    /** Whether the incident's time is that of the end. A new runner that finds a dead target does not know when it ended. */
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
