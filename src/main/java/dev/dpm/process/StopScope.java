package dev.dpm.process;

/** The processes that get the stop signal. */
public enum StopScope {
    /** Every process of the target. */
    TREE,
    /** The main process only. After its end, the others get TERM, and KILL 2 s later. */
    MAIN
}
