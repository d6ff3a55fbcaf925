package dev.dpm.process.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

/** Remembers which processes belong to which launch of a target, even when their parents have ended. Thread-safe. */
public final class KnownMembers {

    /** The largest number of ended launches that are remembered. An orphan of an ended launch may be found later. */
    private static final int MOST_OVER = 64;

    private final Map<Incarnation, ProcessFamily> families = new HashMap<>();
    private final Deque<Attribution.Span> over = new ArrayDeque<>();
    /** The number of the newest launch of each target to which the runner attached. */
    private final Map<TargetName, Long> attached = new HashMap<>();

    /**
     * Records that a launch is about to begin, so that orphans may belong to it.
     *
     * @param now the present time in clock ticks after boot
     * @param program the path of the program; empty if it is unknown or a script
     * @param folder the working folder of the launch
     * @return false if the launch is known already, since a check of a running target is about to begin
     */
    synchronized boolean expect(Incarnation life, long now, Optional<String> program, String folder) {
        if (families.containsKey(life)) {
            return false;
        }
        families.put(life, new ProcessFamily(now, program, folder));
        return true;
    }

    boolean expect(Incarnation life) {
        return expect(life, 0, Optional.empty(), "");
    }

    synchronized void begun(Incarnation life, ProcessIdentity main) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.main = Optional.of(main);
            family.add(Set.of(main));
        }
    }

    /**
     * Records that a main process ended.
     *
     * @param now the time in clock ticks after boot
     */
    synchronized void ended(ProcessIdentity main, long now) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(main)))
                .forEach(family -> family.mainEnded(now));
    }

    /** Records that the runner sends a signal to a main process. If the process then ends, it does not end by itself. */
    synchronized void asked(ProcessIdentity process) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(process)))
                .forEach(ProcessFamily::asked);
    }

    synchronized void attach(Incarnation life) {
        families.keySet().removeIf(other -> other.target().equals(life.target()) && !other.equals(life));
        attached.put(life.target(), life.number());
    }

    synchronized boolean isAttached(Incarnation life) {
        return attached.getOrDefault(life.target(), -1L) == life.number();
    }

    synchronized void forget(Incarnation life) {
        ProcessFamily family = families.remove(life);
        if (family != null && family.isMainKnownToHaveEnded()) {
            over.addLast(family.span(life, true));
            if (over.size() > MOST_OVER) {
                over.removeFirst();
            }
        }
    }

    synchronized List<ProcessIdentity> of(Incarnation life) {
        ProcessFamily family = families.get(life);
        return family == null ? List.of() : List.copyOf(family.members);
    }

    /**
     * Stores which processes of a launch a search has found.
     *
     * @param living the found processes
     * @param asked the processes that were known before the search; those of them that were not found have ended
     */
    synchronized void found(Incarnation life, ProcessIdentity main, Collection<ProcessIdentity> living,
            Collection<ProcessIdentity> asked) {
        Set<ProcessIdentity> members = new HashSet<>(of(life));
        members.removeAll(asked);
        members.addAll(living);
        if (members.isEmpty()) {
            forget(life);
            return;
        }
        ProcessFamily family = families.computeIfAbsent(life,
                one -> new ProcessFamily(main.startTicks(), Optional.empty(), ""));
        family.main = Optional.of(main);
        family.members.retainAll(members);
        family.add(members);
    }

    synchronized List<ProcessIdentity> newMembers(Incarnation life, Collection<ProcessIdentity> found) {
        ProcessFamily family = families.get(life);
        return found.stream().filter(one -> family == null || !family.members.contains(one)).toList();
    }

    synchronized void runs(Incarnation life, String program) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.programs.add(program);
        }
    }

    synchronized void joined(Incarnation life, ProcessIdentity member) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.add(Set.of(member));
        }
    }

    /** The launch to which a process belongs, as far as this object knows; empty if it knows none. */
    synchronized Optional<Incarnation> holder(ProcessIdentity process) {
        return families.entrySet().stream().filter(family -> family.getValue().members.contains(process)
                || family.getValue().main.equals(Optional.of(process))).map(Map.Entry::getKey).findFirst();
    }

    /**
     * The processes with this pid that lead or led a session or group, by launch. There may be several, since a pid may
     * be reused.
     */
    synchronized Map<Incarnation, ProcessIdentity> leaders(long number) {
        Map<Incarnation, ProcessIdentity> leaders = new HashMap<>();
        families.forEach((life, family) -> {
            if (!isAttached(life)) {
                family.leader(number).ifPresent(leader -> leaders.put(life, leader));
            }
        });
        return leaders;
    }

    /** All launches that may have started an orphan which lacks the variable {@code _DPM_COOKIE}. */
    synchronized List<Attribution.Span> spans() {
        List<Attribution.Span> spans = new ArrayList<>(over);
        families.forEach((life, family) -> {
            if (!isAttached(life)) {
                spans.add(family.span(life, false));
            }
        });
        return spans;
    }

    /** Whether {@code life} is another launch than {@code other}, and has not ended as far as this object knows. */
    synchronized boolean isKnown(Incarnation life, Incarnation other) {
        return !life.equals(other) && families.containsKey(life);
    }

    /** Whether this object knows this launch, or a later launch of the same target, and that launch has not ended. */
    synchronized boolean isKnown(Incarnation life) {
        return families.keySet().stream()
                .anyMatch(known -> known.target().equals(life.target()) && known.number() >= life.number());
    }

    synchronized Map<ProcessIdentity, Incarnation> mains() {
        Map<ProcessIdentity, Incarnation> mains = new HashMap<>();
        families.forEach((life, family) -> family.main.ifPresent(main -> mains.put(main, life)));
        return mains;
    }
}
