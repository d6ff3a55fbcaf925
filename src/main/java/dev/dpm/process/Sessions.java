package dev.dpm.process;

/** Ends the processes that a check or hook has left behind. */
public interface Sessions {

    /**
     * Kills the processes of a check or hook until none is left: the process that the runner launched, its descendants,
     * and members of its session that have the {@link Cookie}.
     *
     * @param incarnation the launch of the target
     * @param leader the process that the runner launched, which leads the session; it may have ended
     * @param thorough whether the whole machine is searched, which is needed if the check or hook did not end by itself
     * @return the number of processes that still live
     */
    int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough);

    /**
     * Kills all processes of a {@link Hook}, anywhere on the machine.
     *
     * @param leader the process that the runner launched; it may have ended
     * @return the number of processes that still live
     */
    default int end(Incarnation incarnation, Hook hook, ProcessIdentity leader) {
        return end(incarnation, leader, true);
    }

    /**
     * Kills all processes of hooks that an earlier runner of the same home has left.
     *
     * @return the number of killed processes
     */
    default int endHooks() {
        return 0;
    }
}
