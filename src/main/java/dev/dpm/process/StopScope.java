package dev.dpm.process;

/** The set of processes to which the runner sends the stop signal first. */
public enum StopScope {
    /** The runner sends the stop signal to every process of the target. */
    TREE,
    /**
     * The runner sends the stop signal to the main process only. After the end of the main process, the remaining
     * processes get TERM, and KILL 2 s later.
     */
    MAIN
}
