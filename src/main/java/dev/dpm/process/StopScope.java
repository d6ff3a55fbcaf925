package dev.dpm.process;

public enum StopScope {
    TREE,
    /** The main process only. After its end, the others get TERM, and KILL 2 s later. */
    MAIN
}
