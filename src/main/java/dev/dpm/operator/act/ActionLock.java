package dev.dpm.operator.act;

/**
 * Port: a lock that at most one replica of the operator holds at a time; only its holder acts on pods. If two replicas
 * acted, each would take down as many pods as {@code maxUnavailable} and the PodDisruptionBudgets allow, and too many
 * pods would be down. Not thread-safe.
 */
public interface ActionLock {

    /** Acquires or renews this lock. Returns false if another replica holds the lock, or if the holder is unknown. */
    boolean acquire();

    /**
     * The text that was stored with this lock when this replica last acquired or read the lock; empty if there was
     * none.
     */
    String text();

    /**
     * Stores a text with this lock, for the replica that acquires the lock next.
     *
     * @return false if the text was not stored, or if this replica has lost the lock
     */
    boolean store(String text);

    /**
     * Whether the lock contains a text with unfinished orders to pods although no replica holds the lock. The call
     * sends a request to the API server.
     */
    boolean isAbandoned();

    /** Releases this lock, so that another replica can acquire the lock at once. */
    void release();

    /** The name of the replica that holds this lock, for sentences; empty if unknown. */
    String holder();
}
