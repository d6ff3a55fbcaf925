package dev.dpm.process;

/** Port: ends the processes that a check or hook has left behind. */
public interface Sessions {

    /**
     * Kills a helper's leader, its descendants, and members of its session with the {@link Cookie}, until none is left.
     *
     * @param leader may have ended
     * @param thorough whether the whole machine is searched, for a helper that did not end by itself
     * @return the number of processes that still live
     */
    int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough);

    /**
     * Kills all processes of a {@link Hook}, anywhere on the machine.
     *
     * @param leader may have ended
     * @return the number of processes that still live
     */
    default int end(Incarnation incarnation, Hook hook, ProcessIdentity leader) {
        return end(incarnation, leader, true);
    }

    /**
     * Kills all processes of this home's hooks, for a new runner.
     *
     * @return their number
     */
    default int endHooks() {
        return 0;
    }
}
