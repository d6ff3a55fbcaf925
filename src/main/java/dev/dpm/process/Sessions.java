package dev.dpm.process;

/** Port: ends the processes that a short-lived helper of a target (a check or a hook) left behind. */
public interface Sessions {

    /**
     * Kills the living processes of a helper: its leader, the leader's descendants, and members of its session that
     * have the incarnation's {@link Cookie}. Before each signal, the identity of the process is checked, and the signal
     * is sent through a pidfd. The search and the signals are repeated until no process is left.
     *
     * @param leader the helper's first process, which leads a session of its own; the leader may already be gone
     * @param thorough true: also finds members that left the process group. This takes a search of all processes of the
     *     machine, so it is used only where the helper did not end by itself
     * @return the number of processes that still live in spite of the signals
     */
    int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough);

    /**
     * Kills the processes that a {@link Hook} of an incarnation started: the hook's leader and its descendants, and
     * every process on the machine that has the hook's {@link Cookie}. A process that has left the session is killed as
     * well.
     *
     * @param leader the hook's first process, which may already be gone
     * @return the number of processes that still live in spite of the signals
     */
    default int end(Incarnation incarnation, Hook hook, ProcessIdentity leader) {
        return end(incarnation, leader, true);
    }

    /**
     * Kills every process on the machine that a hook of this home's targets started under an earlier runner.
     *
     * @return the number of processes that were killed
     */
    default int endHooks() {
        return 0;
    }
}
