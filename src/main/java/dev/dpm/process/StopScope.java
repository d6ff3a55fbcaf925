package dev.dpm.process;

/** The set of processes to which the runner sends the stop signal first. */
public enum StopScope {
    /** Every process of the target. */
    TREE,
    /** Only the main process. After its end, the remaining processes get TERM, and KILL 2 s later. */
    MAIN
}
