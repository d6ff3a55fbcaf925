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
 * @param cause such as {@code MEMORY} or {@code CRASH}
 * @param lifeSeconds the time between the target's launch and the incident
 * @param watchedSeconds for the target's first incident, how long the target was observed before; otherwise 0
 * @param previous the id of the target's previous incident; empty: none
 * @param rise the steady rise of the target's memory since the launch; empty: none
 * @param program identifies the version of the program file; empty: unknown
 * @param programChanged when that file was modified
 * @param settings the options that the user gave for the target, by name
 * @param settingsSince when one of these options last changed; empty: unknown
 * @param machine how much the machine's tasks waited for CPU, memory and disk; empty: unknown
 * @param child the child process that used the most CPU or memory; empty: unknown, or the main process used the most
 */
public record Trace(String id, Instant at, String cause, long incarnation, double lifeSeconds, double watchedSeconds,
        Optional<String> previous, Optional<Rise> rise, Optional<String> program, Optional<Instant> programChanged,
        SortedMap<String, String> settings, Optional<Instant> settingsSince, Optional<Pressure> machine,
        Optional<Child> child) {

    private static final Set<String> ENDS = Set.of("CRASH", "EXIT", "SIGNAL", "OOM_KILL", "LAUNCH");
    private static final Set<String> MEMORY = Set.of("MEMORY", "FORECAST", "OOM_KILL");
    private static final Set<String> OWN_USE = Set.of("CPU", "MEMORY", "FORECAST");

    public Trace {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A steady rise of memory from the first sample after the launch to the last, in bytes. */
    public record Rise(long fromBytes, long toBytes) {
    }

    /** How much the machine's tasks waited for CPU, memory and disk (the line {@code some} of PSI). */
    public record Pressure(Lack cpu, Lack memory, Lack io) {
    }

    /**
     * The percentage of time in which at least one task waited for a resource.
     * @param now in the last ten seconds
     * @param before in the last five minutes
     */
    public record Lack(double now, double before) {
    }

    /**
     * The child process of the target that used most CPU or memory.
     * @param name the name by which the child is recognized after other launches
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

    /**
     * Whether the time of the incident is the time at which the target ended. A new runner that finds a dead target does not
     * know when it ended.
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
