package dev.dpm.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Port: finds and signals the processes of targets. A signal goes through a pidfd (pidfd_open(2)), so it never reaches a process
 * with a reused pid. A zombie counts as gone.
 */
public interface TargetProcesses {

    /** The process that has this pid; empty: none, or a zombie. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether this process runs. A zombie does not. */
    boolean isAlive(ProcessIdentity identity);

    /**
     * The living processes of a launch: descendants of the main process, members of its session, and orphans with its {@link
     * Cookie}.
     *
     * @param main may have ended
     */
    List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main);

    /**
     * Every living process on the machine with a {@link Cookie} of this home. It reads all of {@code /proc}, so it is called at a
     * start, at a stop, and once a minute.
     */
    List<Survivor> census();

    /** The present moment, as {@link System#nanoTime}, for {@link #census(long)}. */
    default long moment() {
        return System.nanoTime();
    }

    /**
     * The processes of {@link #census()}; callers share a search.
     *
     * @param since a {@link #moment} before the search
     */
    default List<Survivor> census(long since) {
        return census();
    }

    /**
     * The number of living processes of this launch or earlier ones, by two searches of the machine, since one may miss a fork.
     *
     * @param since a {@link #moment} before both
     */
    default long countLeft(Incarnation life, long since) {
        return Stream.concat(census().stream(), census().stream()).filter(survivor -> survivor.isLeftOf(life))
                .distinct()
                .filter(survivor -> isAlive(survivor.identity())).count();
    }

    /** Children of the runner that were started by some target, where the target is unknown. */
    default List<ProcessIdentity> unclaimed() {
        return List.of();
    }

    /** The process of a launch whose pid is in a pid file; empty: another process has the pid. */
    default Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        return Optional.empty();
    }

    default boolean leadsSession(ProcessIdentity identity) {
        return isAlive(identity);
    }

    /** Another program launched this process, so orphans never belong to it. */
    default void attached(Incarnation incarnation, ProcessIdentity main) {
        // without orphans there is nothing to record
    }

    /**
     * Signals each process that still has its identity.
     *
     * @return those that could not be signalled
     */
    List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal);

    /** Sends CONT to stopped processes, so that they handle an earlier signal, as systemd does. */
    default void wake(Set<ProcessIdentity> processes) {
        // these processes are never stopped
    }

    /** Limits all processes of a launch together. Earlier limits are removed. */
    default LimitsResult limit(Incarnation incarnation, ProcessIdentity main, CgroupLimits limits) {
        return new LimitsResult(CgroupUse.NONE,
                limits.kinds().stream().map(kind -> kind.word() + " cannot be held here; it runs without").toList(),
                List.of());
    }

    /**
     * Sends KILL to every process of a launch, also to those that are forked meanwhile. Returns those that could not be
     * signalled.
     */
    default List<Refusal> killAll(Incarnation incarnation, ProcessIdentity main) {
        return signal(everyone(incarnation, main), Signal.KILL);
    }

    /** The living processes of this launch and of earlier ones, anywhere on the machine. */
    default Set<ProcessIdentity> everyone(Incarnation incarnation, ProcessIdentity main) {
        return everyone(incarnation, main, moment());
    }

    /**
     * The same with a shared search.
     *
     * @param since a {@link #moment} before the search
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
