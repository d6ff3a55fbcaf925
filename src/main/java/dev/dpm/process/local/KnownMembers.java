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
 * Who was once found to belong to which life: it still does when its parents are gone and its environment is another.
 * Only identities are remembered, so a recycled pid is nobody's kin. May be asked from several threads.
 */
public final class KnownMembers {

    /** Lives that are over and in which an orphan that comes late can have been born; the latest ones. */
    private static final int MOST_OVER = 64;

    private final Map<Incarnation, ProcessFamily> families = new HashMap<>();
    private final Deque<Attribution.Span> over = new ArrayDeque<>();
    /** Of each target that is attached to the life attached last. */
    private final Map<TargetName, Long> attached = new HashMap<>();

    /**
     * A life is about to begin: from now on an orphan without a cookie may be its.
     *
     * @param now clock ticks after boot
     * @param program the file that is launched; empty: not known, or a script
     * @param folder where
     * @return whether that is news; a check of a life that goes on is launched in its name too
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

    /** The main process of a life is there. */
    synchronized void begun(Incarnation life, ProcessIdentity main) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.main = Optional.of(main);
            family.add(Set.of(main));
        }
    }

    /** A main process ended; nothing is concluded from that but when. */
    synchronized void ended(ProcessIdentity main, long now) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(main)))
                .forEach(family -> family.mainEnded(now));
    }

    /** The runner sends a process a signal: where it is a main process, its end will be no doing of its own. */
    synchronized void asked(ProcessIdentity process) {
        families.values().stream().filter(family -> family.main.equals(Optional.of(process)))
                .forEach(ProcessFamily::asked);
    }

    /** A life that somebody else began: no orphan of ours is its. Those of its target before it are over. */
    synchronized void attach(Incarnation life) {
        families.keySet().removeIf(other -> other.target().equals(life.target()) && !other.equals(life));
        attached.put(life.target(), life.number());
    }

    synchronized boolean isAttached(Incarnation life) {
        return attached.getOrDefault(life.target(), -1L) == life.number();
    }

    /** Nothing of it lives any more, or its launch failed. */
    synchronized void forget(Incarnation life) {
        ProcessFamily family = families.remove(life);
        if (family != null && family.isMainKnownToHaveEnded()) {
            over.addLast(family.span(life, true));
            if (over.size() > MOST_OVER) {
                over.removeFirst();
            }
        }
    }

    /** Those that were found so far; some may be gone. */
    synchronized List<ProcessIdentity> of(Incarnation life) {
        ProcessFamily family = families.get(life);
        return family == null ? List.of() : List.copyOf(family.members);
    }

    /**
     * What one look found.
     *
     * @param living who lives
     * @param asked who was remembered before the look; those of them that it did not find are gone
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

    /** Those of these that were not known to be of a life. */
    synchronized List<ProcessIdentity> strange(Incarnation life, Collection<ProcessIdentity> found) {
        ProcessFamily family = families.get(life);
        return found.stream().filter(one -> family == null || !family.members.contains(one)).toList();
    }

    /** What a process of a life was seen to run. */
    synchronized void runs(Incarnation life, String program) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.programs.add(program);
        }
    }

    /** Found by a sign of its own, away from its tree. */
    synchronized void joined(Incarnation life, ProcessIdentity member) {
        ProcessFamily family = families.get(life);
        if (family != null) {
            family.add(Set.of(member));
        }
    }

    /** The life that a process was once found to belong to. */
    synchronized Optional<Incarnation> holder(ProcessIdentity process) {
        return families.entrySet().stream().filter(family -> family.getValue().members.contains(process)
                || family.getValue().main.equals(Optional.of(process))).map(Map.Entry::getKey).findFirst();
    }

    /** Each life one of whose members a session or a process group is named after, with that member. */
    synchronized Map<Incarnation, ProcessIdentity> leaders(long number) {
        Map<Incarnation, ProcessIdentity> leaders = new HashMap<>();
        families.forEach((life, family) -> {
            if (!isAttached(life)) {
                family.leader(number).ifPresent(leader -> leaders.put(life, leader));
            }
        });
        return leaders;
    }

    /** Every life that an orphan without a sign of its own can have been born in. */
    synchronized List<Attribution.Span> spans() {
        List<Attribution.Span> spans = new ArrayList<>(over);
        families.forEach((life, family) -> {
            if (!isAttached(life)) {
                spans.add(family.span(life, false));
            }
        });
        return spans;
    }

    /** Whether a life is known, being another than this one. */
    synchronized boolean isKnown(Incarnation life, Incarnation other) {
        return !life.equals(other) && families.containsKey(life);
    }

    /** Whether a life of this target, this one or a later one, is known. */
    synchronized boolean isKnown(Incarnation life) {
        return families.keySet().stream()
                .anyMatch(known -> known.target().equals(life.target()) && known.number() >= life.number());
    }

    /** The main processes of all lives that have been looked at, some of them gone by now. */
    synchronized Map<ProcessIdentity, Incarnation> mains() {
        Map<ProcessIdentity, Incarnation> mains = new HashMap<>();
        families.forEach((life, family) -> family.main.ifPresent(main -> mains.put(main, life)));
        return mains;
    }
}
