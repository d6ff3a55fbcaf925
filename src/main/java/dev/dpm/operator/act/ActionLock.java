package dev.dpm.operator.act;

/**
 * A lock that one replica of the operator holds at a time; only its holder acts on pods. If two replicas acted at
 * the same time, more pods than the budgets allow could be down. Not thread-safe.
 */
public interface ActionLock {

    /** Acquires or renews the lock. False: another replica holds it, or the holder is unknown. */
    boolean acquire();

    /** The text that was stored with the lock when this replica last read the lock; empty if there was none. */
    String text();

    /**
     * Stores a text with the lock for the replica that holds the lock next.
     *
     * @return false: this replica has lost the lock, or nothing was stored
     */
    boolean store(String text);

    /**
     * Whether a text is stored with the lock although no replica holds the lock. The method sends a request to the API server.
     */
    boolean isAbandoned();

    /** Releases this lock, so that another replica can acquire the lock at once. */
    void release();

    /** The name of the replica that holds this lock; empty if unknown. */
    String holder();
}
