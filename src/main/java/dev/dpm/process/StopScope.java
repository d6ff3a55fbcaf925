package dev.dpm.process;

public enum StopScope {
    TREE,
    /**
     * Only the main process gets the stop signal. After its end, the other processes of the target get TERM, and 2 s
     * later KILL.
     */
    MAIN
}
