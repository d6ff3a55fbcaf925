package dev.dpm.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Port: finds the processes of a target and signals them. A signal is sent through a pidfd (pidfd_open(2)), after a
 * check of the process's identity, so a signal never reaches a new process with a reused pid. A zombie counts as gone.
 */
public interface TargetProcesses {

    /** The identity of the process that has this pid now. Empty: no process has the pid, or the process is a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether exactly the process with this identity still runs. A zombie does not run. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * Every living process of an incarnation: the main process and all its descendants, members of its session, and
     * orphans that were reparented to the runner (the subreaper) and have the incarnation's {@link Cookie}. A process
     * that an earlier call found stays a process of the incarnation, even if its parents have ended or its environment
     * has changed.
     *
     * @param main the main process, which may already be gone
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Every living process on the machine that has the {@link Cookie} of a target of this runner's home. The search
     * reads all of {@code /proc}. So the runner calls this method at its start, at a stop, and once a minute while a
     * target of an earlier runner runs, but not for each sample. From then on, each process found counts as a process
     * of the target.
     */
    List<Survivor> census();

    /**
     * The present moment, a value of {@link System#nanoTime}. A caller of {@link #census(long)} passes the moment to
     * get the result of a search that began after it.
     */
    default long moment() {
        return System.nanoTime();
    }

    /**
     * The processes that {@link #census()} finds; several callers may share the result of one search.
     *
     * @param since a value of {@link #moment}; the result comes from a search that began after this moment
     */
    default List<Survivor> census(long since) {
        return census();
    }

    /**
     * The number of living processes on the machine that have the {@link Cookie} of an incarnation or of an earlier
     * incarnation of the same target. The machine is searched twice, one search after the other, since a single search
     * may miss a process that is forked during the search.
     *
     * @param since a value of {@link #moment}; both searches began after this moment
     */
    default long countLeft(Incarnation life, long since) {
        return Stream.concat(census().stream(), census().stream()).filter(survivor -> survivor.isLeftOf(life))
                .distinct()
                .filter(survivor -> isAlive(survivor.identity())).count();
    }

    /**
     * Processes that targets started, although the runner cannot find out which target. They became children of the
     * runner, as their subreaper, when their parents ended.
     */
    default List<ProcessIdentity> unclaimed() {
        return List.of();
    }

    /**
     * The living process of an incarnation whose pid is in a pid file. Empty: the pid belongs to an earlier
     * incarnation, another program or this runner.
     */
    default Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        return Optional.empty();
    }

    /**
     * Whether a process can be the main process of a target: a main process leads a session of its own from launch to
     * end.
     */
    default boolean leadsSession(ProcessIdentity identity) {
        return isAlive(identity);
    }

    /**
     * Records that another program launched this incarnation. An orphan that becomes the runner's child then never
     * counts as a process of this incarnation.
     *
     * @param main the main process of the incarnation
     */
    default void attached(Incarnation incarnation, ProcessIdentity main) {
        // an implementation that never finds orphans has nothing to record
    }

    /**
     * Sends a signal to each of the processes that still has the same identity.
     *
     * @return the processes that could not be signalled, with the reasons
     */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /**
     * Sends CONT to those of the processes that are stopped, so that they can handle a signal that was sent before.
     * systemd does the same.
     */
    default void wake(Set<ProcessIdentity> processes) {
        // an implementation whose processes are never in the stopped state has nothing to do
    }

    /**
     * Makes the kernel limit what all processes of an incarnation may use together. A limit that was set earlier and is
     * not given now is removed.
     */
    default LimitsResult limit(Incarnation incarnation, ProcessIdentity main, CgroupLimits limits) {
        return new LimitsResult(CgroupUse.NONE,
                limits.kinds().stream().map(kind -> kind.word() + " cannot be held here; it runs without").toList(),
                List.of());
    }

    /**
     * Sends KILL to every living process of an incarnation, and to processes that are forked during the call. Returns
     * the processes that could not be signalled.
     */
    default List<Refusal> killAll(Incarnation incarnation, ProcessIdentity main) {
        return signal(everyone(incarnation, main), Signal.KILL);
    }

    /**
     * The living processes of an incarnation, and every process on the machine that has the {@link Cookie} of this
     * incarnation or of an earlier incarnation of the target.
     */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main) {
        return everyone(incarnation, main, moment());
    }

    /**
     * The processes of {@link #everyone(Incarnation, ProcessIdentity)}. Several callers may share the result of one
     * search of the machine for processes with a {@link Cookie}.
     *
     * @param since a value of {@link #moment}; the search of the machine began after this moment
     */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main, long since) {
        Set<ProcessIdentity> all = new LinkedHashSet<>(members(incarnation, main));
        census(since).stream().filter(survivor -> survivor.isLeftOf(incarnation)).map(Survivor::identity)
                .forEach(all::add);
        return all;
    }

    /** A living process of an incarnation, found by its {@link Cookie}. */
    record Survivor(Incarnation incarnation, ProcessIdentity identity) {

        /**
         * Whether this process must end before the next incarnation after {@code life} begins, because the process
         * belongs to {@code life} or to an earlier incarnation of the same target.
         */
        public boolean isLeftOf(Incarnation life) {
            return incarnation.target().equals(life.target()) && incarnation.number() <= life.number();
        }
    }

    /**
     * A process that the runner could not signal, because the kernel refused.
     *
     * @param reason a phrase such as {@code not permitted}
     */
    record Refusal(ProcessIdentity identity, String reason) {
    }
}
