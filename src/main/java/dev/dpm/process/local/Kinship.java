package dev.dpm.process.local;

import java.util.Collection;
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
public final class Kinship {

    private final Map<Incarnation, Family> families = new HashMap<>();
    /** Of each target that is attached to the life attached last. */
    private final Map<TargetName, Long> attached = new HashMap<>();

    /**
     * A life is about to begin: from now on an orphan without a cookie may be its.
     *
     * @return whether that is news; a check of a life that goes on is launched in its name too
     */
    synchronized boolean expect(Incarnation life) {
        return families.putIfAbsent(life, new Family(Optional.empty(), new HashSet<>())) == null;
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
        families.remove(life);
    }

    /** Those that were found so far; some may be gone. */
    synchronized List<ProcessIdentity> of(Incarnation life) {
        Family family = families.get(life);
        return family == null ? List.of() : List.copyOf(family.members());
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
            families.remove(life);
        } else {
            families.put(life, new Family(Optional.of(main), members));
        }
    }

    /** Found by its cookie, away from its tree. */
    synchronized void joined(Incarnation life, ProcessIdentity member) {
        Family family = families.get(life);
        if (family != null) {
            family.members().add(member);
        }
    }

    /** Whether no other life is known that an orphan without a cookie could come from. */
    synchronized boolean isOnly(Incarnation life) {
        return families.keySet().stream().filter(other -> !isAttached(other)).allMatch(life::equals);
    }

    /** The main processes of all lives that have been looked at, some of them gone by now. */
    synchronized Map<ProcessIdentity, Incarnation> mains() {
        Map<ProcessIdentity, Incarnation> mains = new HashMap<>();
        families.forEach((life, family) -> family.main().ifPresent(main -> mains.put(main, life)));
        return mains;
    }

    private record Family(Optional<ProcessIdentity> main, Set<ProcessIdentity> members) {
    }
}
