package dev.dpm.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: the processes that belong to a target, and signals to them, each checked by identity and sent through a pidfd
 * (pidfd_open(2)), so that a recycled pid is never hit. A zombie counts as gone.
 */
public interface TargetProcesses {

    /** Who bears this pid now. Empty: nobody, or a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether exactly this process still runs. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * Every living process of an incarnation: the main process and all its descendants, members of its session, and
     * orphans that came to the runner as their subreaper and carry the incarnation's cookie; also who was once one of
     * these and still lives, whatever became of its parents and its environment.
     *
     * @param main may be gone already
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Every living process on the whole machine that carries a cookie of this home: at the runner's start, at a stop,
     * and once a minute while something is adopted; never per sample. Who is found counts among its life's members from
     * then on.
     */
    List<Kept> census();

    /**
     * Living processes that came to the runner as a subreaper, so from one of its targets, and that cannot be told to be
     * one target's rather than another's.
     */
    default List<ProcessIdentity> unclaimed() {
        return List.of();
    }

    /**
     * The living process of an incarnation whose pid stands in a file. What stands there and is none of its processes (left
     * from an earlier life, a stranger's, this runner's) counts as nobody.
     */
    default Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        return Optional.empty();
    }

    /** Whether it can be a target's main process: those lead a session of their own from their launch to their end. */
    default boolean leadsSession(ProcessIdentity identity) {
        return isAlive(identity);
    }

    /**
     * This life was begun by somebody else: what comes to the runner as a subreaper is never its.
     *
     * @param main its main process
     */
    default void attached(Incarnation incarnation, ProcessIdentity main) {
        // an implementation without orphans has none to tell apart
    }

    /** Sends a signal to each of these that still is who it was; answers those that could not be signalled, and why. */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /** CONT to those of these that are stopped, so that they can answer the signal they got (as systemd does). */
    default void wake(Set<ProcessIdentity> processes) {
        // an implementation whose processes never stop has nobody to wake
    }

    /** KILL to all that lives of an incarnation, also to what it forks meanwhile; answers those that refused. */
    default List<Refusal> exterminate(Incarnation incarnation, ProcessIdentity main) {
        return signal(everyone(incarnation, main), Signal.KILL);
    }

    /** The members of an incarnation and whoever else on the machine carries its cookie, or an earlier life's. */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main) {
        Set<ProcessIdentity> all = new LinkedHashSet<>(members(incarnation, main));
        census().stream().filter(kept -> kept.isLeftOf(incarnation)).map(Kept::identity).forEach(all::add);
        return all;
    }

    /** A living process of an incarnation, found by its cookie. */
    record Kept(Incarnation incarnation, ProcessIdentity identity) {

        /** Whether it must be gone before a life after this one begins: it is of this life, or of one before it. */
        public boolean isLeftOf(Incarnation life) {
            return incarnation.target().equals(life.target()) && incarnation.number() <= life.number();
        }
    }

    /**
     * A signal that the kernel refused.
     *
     * @param reason a phrase such as {@code not permitted}
     */
    record Refusal(ProcessIdentity identity, String reason) {
    }
}
