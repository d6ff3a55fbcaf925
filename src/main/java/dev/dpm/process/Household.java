package dev.dpm.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: the processes that belong to a target, and signals to them, each checked by identity and sent through a pidfd
 * (pidfd_open(2)), so that a recycled pid is never hit. A zombie counts as gone.
 */
public interface Household {

    /** Who bears this pid now. Empty: nobody, or a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether exactly this process still runs. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * Every living process of an incarnation: the main process and all its descendants, members of its session, and
     * orphans that came to the runner as their subreaper and carry the incarnation's cookie.
     *
     * @param main may be gone already
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Every living process on the whole machine that carries a cookie of this home: at the runner's start, and at a
     * stop; never per sample.
     */
    List<Kept> census();

    /** Sends a signal to each of these that still is who it was; answers those that could not be signalled, and why. */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /** A living process of an incarnation, found by its cookie. */
    record Kept(Incarnation incarnation, ProcessIdentity identity) {
    }

    /**
     * A signal that the kernel refused.
     *
     * @param reason a phrase such as {@code not permitted}
     */
    record Refusal(ProcessIdentity identity, String reason) {
    }
}
