package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts of an incident that the search for patterns needs.
 *
 * @param cause a cause such as {@code MEMORY} or {@code CRASH}
 * @param lifeSeconds the age of the incarnation
 * @param watchedSeconds for the target's first incident, how long the target was watched before it; otherwise 0
 * @param previous the id of the target's preceding incident; empty: there was none
 * @param rise the rise of memory in this incarnation; empty: unknown, or not a steady rise
 * @param program an identity of the program file; empty: unknown
 * @param programChanged when the program file was last modified
 * @param settings the given settings: option to text
 * @param settingsSince when a setting was last changed; empty: unknown
 * @param machine the pressure on the machine; empty: unknown
 * @param child the child that used most; empty: unknown, or no child did
 */
public record Trace(String id, Instant at, String cause, long incarnation, double lifeSeconds, double watchedSeconds,
        Optional<String> previous, Optional<Rise> rise, Optional<String> program, Optional<Instant> programChanged,
        SortedMap<String, String> settings, Optional<Instant> settingsSince, Optional<Pressure> machine,
        Optional<Child> child) {

    /** Causes that mean an end of the target (by itself or by another process), or a failed launch. */
    private static final Set<String> ENDS = Set.of("CRASH", "EXIT", "SIGNAL", "OOM_KILL", "LAUNCH");
    private static final Set<String> MEMORY = Set.of("MEMORY", "FORECAST", "OOM_KILL");
    /** Causes by which the target itself makes the machine short of a resource. */
    private static final Set<String> OWN_USE = Set.of("CPU", "MEMORY", "FORECAST");

    public Trace {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A steady rise of memory from the first figure of an incarnation to the last. */
    public record Rise(long fromBytes, long toBytes) {
    }

    /**
     * Pressure on the machine in percent of time (PSI, {@code some}), over the last ten seconds and the five minutes
     * before.
     */
    public record Pressure(Lack cpu, Lack memory, Lack io) {
    }

    /**
     * The pressure on one resource, in percent of time.
     *
     * @param now over the last ten seconds
     * @param before over the last five minutes
     */
    public record Lack(double now, double before) {
    }

    /**
     * The child process that used the most of what the incident is about: CPU or memory. Children are all processes of the
     * target except its main process.
     *
     * @param name a text by which the child is recognized in other incarnations
     * @param alike the number of children with this name, this one included
     * @param children the number of children
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

    /** Whether the incident's time is the time of the event itself, and not the time of its discovery. */
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
