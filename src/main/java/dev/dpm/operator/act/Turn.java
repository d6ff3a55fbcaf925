package dev.dpm.operator.act;

/**
 * Port: the right to act on pods. Only one replica holds the right at a time, since two replicas would spend the same
 * budget twice. Only one thread may use this object.
 */
public interface Turn {

    /** Takes the right, or renews it; false: another replica holds the right, or the holder is unknown. */
    boolean take();

    /** Gives the right back, so that another replica can act at once. */
    void giveBack();

    /** The name of the replica that holds the right, for sentences; empty: unknown. */
    String holder();
}
