package dev.dpm.operator.act;

/**
 * Port: the exclusive right to act on pods, which at most one replica of the operator has at a time. If two replicas
 * acted, both would use the same budget, and too many pods would be down. Not thread-safe.
 */
public interface Turn {

    /** Acquires or renews the right. Returns false if another replica has the right, or if it is unknown who has it. */
    boolean take();

    /** The text that was stored with the right when this replica last acquired or read it; empty if there was none. */
    String kept();

    /**
     * Stores a text with the right, for the replica that acquires the right next.
     *
     * @return false if the text was not stored, or if this replica has lost the right
     */
    boolean keep(String text);

    /**
     * Whether a text is stored with the right although no replica has the right, so that unfinished orders are left.
     * The call sends a request to the API server.
     */
    boolean isLeft();

    /** Releases the right, so that another replica can acquire it at once. */
    void giveBack();

    /** The name of the replica that has the right, for sentences; empty if unknown. */
    String holder();
}
