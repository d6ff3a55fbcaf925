package dev.dpm.operator.act;

/**
 * Port: a lock that one replica of the operator holds at a time; only its holder acts on pods. Two replicas would take down too
 * many at once. Not thread-safe.
 */
public interface ActionLock {

    /** Acquires or renews the lock. False: another replica holds it, or the holder is unknown. */
    boolean acquire();

    /** The text that was stored with the lock when it was last read; empty text: none. */
    String text();

    /**
     * Stores a text for the next holder.
     *
     * @return false: this replica has lost the lock, or nothing was stored
     */
    boolean store(String text);

    /** Whether the lock contains a text although nobody holds it. Sends a request to the API server. */
    boolean isAbandoned();

    /** Releases this lock, so that another replica can acquire the lock at once. */
    void release();

    /** The name of the replica that holds this lock, for sentences; empty if unknown. */
    String holder();
}
