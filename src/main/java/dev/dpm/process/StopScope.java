package dev.dpm.process;

/** Who gets the stop signal first. */
public enum StopScope {
    /** Every process of the target at once. */
    TREE,
    /** The main process; what is left when it has ended gets TERM, and KILL 2 s later. */
    MAIN
}
