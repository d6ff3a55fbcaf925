package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left of an incident for the search of patterns.
 *
 * @param cause {@code MEMORY}, {@code CRASH} and so on
 * @param lifeSeconds how old the life was
 * @param watchedSeconds how long the target had been watched without an incident, where this is its first; else 0
 * @param previous the id of the target's incident before it; empty: it had none
 * @param rise of memory in this life; empty: unknown, or it did not rise steadily
 * @param program what tells one program file from another; empty: unknown
 * @param programChanged when that file was last written to
 * @param settings option to text, as they were given
 * @param settingsSince when one of them was changed last; empty: unknown
 * @param machine what it lacked; empty: unknown
 * @param child that used most; empty: unknown, or none did
 */
public record Trace(String id, Instant at, String cause, long incarnation, double lifeSeconds, double watchedSeconds,
        Optional<String> previous, Optional<Rise> rise, Optional<String> program, Optional<Instant> programChanged,
        SortedMap<String, String> settings, Optional<Instant> settingsSince, Optional<Pressure> machine,
        Optional<Child> child) {

    /** Ends by the target's own doing or a stranger's, or no beginning at all. */
    private static final Set<String> ENDS = Set.of("CRASH", "EXIT", "SIGNAL", "OOM_KILL", "LAUNCH");
    private static final Set<String> MEMORY = Set.of("MEMORY", "FORECAST", "OOM_KILL");
    /** The target itself makes the machine short of what it uses too much of. */
    private static final Set<String> OWN_USE = Set.of("CPU", "MEMORY", "FORECAST");

    public Trace {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** Memory rose steadily from the first figure of a life to the last. */
    public record Rise(long fromBytes, long toBytes) {
    }

    /**
     * Pressure of the machine in percent of time (PSI, {@code some}), over the last ten seconds and the five minutes
     * before.
     */
    public record Pressure(Lack cpu, Lack memory, Lack io) {
    }

    /** Of one resource. */
    public record Lack(double now, double before) {
    }

    /**
     * The child that used more than any other.
     *
     * @param name what tells it from others, in every life the same
     * @param alike how many children bear this name
     * @param children how many there were
     * @param kinds how many names they bore
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

    /** Its time says when it happened, not when it was found. */
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
