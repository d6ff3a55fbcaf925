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

/**
 * Stores which processes were found to belong to which run of which target. A process stays in the store even when its
 * parents have ended or its environment has changed. The store contains identities and not pids, so a process with a
 * reused pid belongs to no run. Several threads may use one instance.
 */
public final class KnownMembers {

    /**
     * The number of ended runs of targets that are stored, the latest ones. An orphan of an ended run may become the
     * runner's child later.
     */
    private static final int MOST_OVER = 64;

    private final Map<Incarnation, ProcessFamily> families = new HashMap<>();
    private final Deque<Attribution.Span> over = new ArrayDeque<>();
    /** For each target to whose process the runner attached, the number of the target's newest run. */
    private final Map<TargetName, Long> attached = new HashMap<>();

    /**
     * Records that an incarnation is about to be launched. From now on an orphan without the variable
     * {@code _DPM_COOKIE} may belong to that incarnation.
     *
     * @param now clock ticks after boot
     * @param program the file that is launched; empty: the file is unknown, or a script
     * @param folder the working folder of the launch
     * @return true if the incarnation is new; false if the order launches a check of a running incarnation
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

    /** Records the main process of an incarnation after its launch. */
    synchronized void begun(Incarnation life, ProcessIdentity main) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.main = Optional.of(main);
            family.add(Set.of(main));
        }
    }

    /** Records the moment at which the main process of a target ended. The exit status is not recorded. */
    synchronized void ended(ProcessIdentity main, long now) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(main)))
                .forEach(family -> family.mainEnded(now));
    }

    /**
     * Records that the runner sends a signal to a process. If the process is the main process of a target, its later
     * end does not count as an end by itself.
     */
    synchronized void asked(ProcessIdentity process) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(process)))
                .forEach(ProcessFamily::asked);
    }

    /**
     * Records an incarnation whose process another program started and to which the runner attached. No orphan counts
     * as a process of that incarnation. Earlier incarnations of the target are dropped.
     */
    synchronized void attach(Incarnation life) {
        families.keySet().removeIf(other -> other.target().equals(life.target()) && !other.equals(life));
        attached.put(life.target(), life.number());
    }

    synchronized boolean isAttached(Incarnation life) {
        return attached.getOrDefault(life.target(), -1L) == life.number();
    }

    /** Drops an incarnation whose launch failed, or of which no process lives any more. */
    synchronized void forget(Incarnation life) {
        ProcessFamily family = families.remove(life);
        if (family != null && family.isMainKnownToHaveEnded()) {
            over.addLast(family.span(life, true));
            if (over.size() > MOST_OVER) {
                over.removeFirst();
            }
        }
    }

    /** The processes that are known to belong to an incarnation; some of them may have ended. */
    synchronized List<ProcessIdentity> of(Incarnation life) {
        ProcessFamily family = families.get(life);
        return family == null ? List.of() : List.copyOf(family.members);
    }

    /**
     * Stores the result of one search for the processes of an incarnation.
     *
     * @param living the living processes of the incarnation
     * @param asked the processes that were known before the search; those missing in {@code living} have ended
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

    /** Those of the processes in {@code found} that were not known as processes of the incarnation. */
    synchronized List<ProcessIdentity> newMembers(Incarnation life, Collection<ProcessIdentity> found) {
        ProcessFamily family = families.get(life);
        return found.stream().filter(one -> family == null || !family.members.contains(one)).toList();
    }

    /** Records the path of a program that a process of an incarnation runs. */
    synchronized void runs(Incarnation life, String program) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.programs.add(program);
        }
    }

    /**
     * Adds to an incarnation a process that was found by its {@code _DPM_COOKIE}, session or process group, and not as
     * a descendant in the process tree.
     */
    synchronized void joined(Incarnation life, ProcessIdentity member) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.add(Set.of(member));
        }
    }

    /** The incarnation to which a process was found to belong. */
    synchronized Optional<Incarnation> holder(ProcessIdentity process) {
        return families.entrySet().stream().filter(family -> family.getValue().members.contains(process)
                || family.getValue().main.equals(Optional.of(process))).map(Map.Entry::getKey).findFirst();
    }

    /**
     * The processes with this pid, by incarnation. The pid is also the id of the session or process group that the
     * process leads. An ended process of one incarnation and a process of another may have had the same pid.
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

    /** Every run of a target that may have started an orphan without the variable {@code _DPM_COOKIE}. */
    synchronized List<Attribution.Span> spans() {
        List<Attribution.Span> spans = new ArrayList<>(over);
        families.forEach((life, family) -> {
            if (!isAttached(life)) {
                spans.add(family.span(life, false));
            }
        });
        return spans;
    }

    /** Whether the incarnation {@code life} is known and differs from the incarnation {@code other}. */
    synchronized boolean isKnown(Incarnation life, Incarnation other) {
        return !life.equals(other) && families.containsKey(life);
    }

    /** Whether the target's incarnation of this number, or a later one, is known. */
    synchronized boolean isKnown(Incarnation life) {
        return families.keySet().stream()
                .anyMatch(known -> known.target().equals(life.target()) && known.number() >= life.number());
    }

    /** The main processes of all known incarnations; some of them may have ended. */
    synchronized Map<ProcessIdentity, Incarnation> mains() {
        Map<ProcessIdentity, Incarnation> mains = new HashMap<>();
        families.forEach((life, family) -> family.main.ifPresent(main -> mains.put(main, life)));
        return mains;
    }
}
