package dev.dpm.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: finds the processes of a target and signals them. Each process is checked by identity and signalled through a
 * pidfd (pidfd_open(2)), so that a recycled pid is never hit. A zombie counts as gone.
 */
public interface TargetProcesses {

    /** The identity of the process that bears a pid now; empty: none does, or a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether exactly this process still runs. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * Every living process of an incarnation: the main process and all its descendants, members of its session, orphans
     * that were reparented to the runner (the subreaper) and carry the incarnation's cookie, and processes that were
     * once found to be one of these, whatever became of their parents and environment.
     *
     * @param main may be gone already
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Every living process on the machine that carries a cookie of this runner's home. Reads all of {@code /proc}: used
     * at the runner's start, at a stop, and once a minute while an adopted target runs, never per sample. Each process
     * found counts as a member of its incarnation from then on.
     */
    List<Kept> census();

    /**
     * Living processes that were reparented to the runner as the subreaper, so came from one of its targets, and that
     * cannot be attributed to one target rather than another.
     */
    default List<ProcessIdentity> unclaimed() {
        return List.of();
    }

    /**
     * The living process of an incarnation whose pid is in a file. Empty where the pid belongs to no process of the
     * incarnation (left from an earlier incarnation, a stranger's, this runner's).
     */
    default Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        return Optional.empty();
    }

    /**
     * Whether a process can be a target's main process: main processes lead a session of their own from launch to end.
     */
    default boolean leadsSession(ProcessIdentity identity) {
        return isAlive(identity);
    }

    /**
     * Notes that somebody else launched this incarnation: an orphan reparented to the runner never belongs to it.
     *
     * @param main its main process
     */
    default void attached(Incarnation incarnation, ProcessIdentity main) {
        // nothing to do where an implementation has no orphans to attribute
    }

    /**
     * Sends a signal to each of the processes whose identity still holds; returns those that could not be signalled,
     * and why.
     */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /**
     * Sends CONT to the stopped ones among the processes, so that they can handle the signal that they got (as systemd
     * does).
     */
    default void wake(Set<ProcessIdentity> processes) {
        // nothing to do where an implementation's processes are never stopped
    }

    /**
     * Sends KILL to every living process of an incarnation, and to those that are forked meanwhile; returns those that
     * refused.
     */
    default List<Refusal> exterminate(Incarnation incarnation, ProcessIdentity main) {
        return signal(everyone(incarnation, main), Signal.KILL);
    }

    /**
     * The members of an incarnation, and every process on the machine that carries the cookie of this incarnation or an
     * earlier one.
     */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main) {
        Set<ProcessIdentity> all = new LinkedHashSet<>(members(incarnation, main));
        census().stream().filter(kept -> kept.isLeftOf(incarnation)).map(Kept::identity).forEach(all::add);
        return all;
    }

    /** A living process of an incarnation, found by its cookie. */
    record Kept(Incarnation incarnation, ProcessIdentity identity) {

        /**
         * Whether the process must be gone before the incarnation after {@code life} begins: it belongs to {@code life}
         * or to an earlier one of the same target.
         */
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
