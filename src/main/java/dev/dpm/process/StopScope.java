package dev.dpm.process;

/** The processes of a target that get the stop signal first. */
public enum StopScope {
    /** Every process of the target. */
    TREE,
    /** Only the main process. The processes that are left after its end get TERM, and KILL 2 s later. */
    MAIN
}
