package dev.dpm.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds and signals the processes of targets. A signal goes through a pidfd (pidfd_open(2)), so it never reaches
 * a process with a reused pid. A zombie counts as gone.
 */
public interface TargetProcesses {

    /** The identity of the process that has this pid; empty if there is none, or if it is a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether this process lives. A zombie counts as ended. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * The living processes of a launch: the descendants of the main process, the members of the main process's session,
     * and orphans with the {@link Cookie} of this launch.
     *
     * @param main the main process of the launch, which may have ended
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Finds every living process on the machine that has a {@link Cookie} of this runner's home. This reads the whole of
     * {@code /proc}, so it is called only at a start, at a stop, and once a minute.
     */
    List<Survivor> census();

    /** The present moment as a time of {@link System#nanoTime}, for {@link #census(long)}. */
    default long moment() {
        return System.nanoTime();
    }

    /**
     * Like {@link #census()}, but threads that call this method at the same time share the result of one search.
     *
     * @param since the search begins after this {@link #moment}
     */
    default List<Survivor> census(long since) {
        return census();
    }

    /**
     * The number of living processes of this launch and of earlier launches of the same target. The machine is searched
     * twice, since one search may miss a process that is forked meanwhile.
     *
     * @param since both searches begin after this {@link #moment}
     */
    default long countLeft(Incarnation life, long since) {
        return Stream.concat(census().stream(), census().stream()).filter(survivor -> survivor.isLeftOf(life))
                .distinct()
                .filter(survivor -> isAlive(survivor.identity())).count();
    }

    /** The orphans that a target of this runner must have started, but nobody knows which target. */
    default List<ProcessIdentity> unclaimed() {
        return List.of();
    }

    /** The process whose pid is in a pid file, if this process belongs to the launch; otherwise empty. */
    default Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        return Optional.empty();
    }

    default boolean leadsSession(ProcessIdentity identity) {
        return isAlive(identity);
    }

    /**
     * Records that another program launched the main process, so that no orphan of the runner belongs to this launch.
     */
    default void attached(Incarnation incarnation, ProcessIdentity main) {
    }

    /**
     * Sends a signal to each of these processes that still lives.
     *
     * @return the processes that could not be signalled
     */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /**
     * Sends CONT to those of the processes that a job control signal has stopped, so that they handle the signal that
     * they got before. systemd does the same.
     */
    default void wake(Set<ProcessIdentity> processes) {
    }

    /** Sets limits on all processes of a launch together. Earlier limits are removed. */
    default LimitsResult limit(Incarnation incarnation, ProcessIdentity main, CgroupLimits limits) {
        return new LimitsResult(CgroupUse.NONE,
                limits.kinds().stream().map(kind -> kind.word() + " cannot be held here; it runs without").toList(),
                List.of());
    }

    /**
     * Sends KILL to every process of a launch, also to those that are forked meanwhile.
     *
     * @return the processes that could not be signalled
     */
    default List<Refusal> killAll(Incarnation incarnation, ProcessIdentity main) {
        return signal(everyone(incarnation, main), Signal.KILL);
    }

    /** The living processes of this launch and of earlier launches of the same target, anywhere on the machine. */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main) {
        return everyone(incarnation, main, moment());
    }

    /**
     * Like {@link #everyone(Incarnation, ProcessIdentity)}, but threads that call this method at the same time share
     * one search.
     *
     * @param since the search begins after this {@link #moment}
     */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main, long since) {
        Set<ProcessIdentity> all = new LinkedHashSet<>(members(incarnation, main));
        census(since).stream().filter(survivor -> survivor.isLeftOf(incarnation)).map(Survivor::identity)
                .forEach(all::add);
        return all;
    }

    /** A living process, found by its {@link Cookie}. */
    record Survivor(Incarnation incarnation, ProcessIdentity identity) {

        /**
         * Whether this process belongs to the target of {@code life}, and was started in {@code life} or earlier. Such
         * a process must end before the target is launched again.
         */
        public boolean isLeftOf(Incarnation life) {
            return incarnation.target().equals(life.target()) && incarnation.number() <= life.number();
        }
    }

    /**
     * A process that the kernel does not let the runner signal.
     *
     * @param reason such as {@code not permitted}
     */
    record Refusal(ProcessIdentity identity, String reason) {
    }
}
