package dev.dpm.listener;

import java.time.Duration;

/**
 * The limits of one port, small compared with a heap of 32 MB.
 *
 * @param connections at the same time
 * @param headBytes of one request
 * @param headFields of one request
 * @param unfinished bytes of all incomplete heads
 * @param headTime from the first to the last byte of a head
 * @param silence how long a new connection may send nothing
 * @param idle between two requests
 * @param bodyTime from the end of a head to that of its body
 * @param authenticatedBodies bytes of all bodies of authenticated clients; 0: none
 * @param unauthenticatedBodies bytes of all other bodies
 * @param unreadBytes of all answers that unauthenticated clients have not read
 */
record PortLimits(int connections, int headBytes, int headFields, int unfinished, Duration headTime, Duration silence,
        Duration idle, Duration bodyTime, int authenticatedBodies, int unauthenticatedBodies, int unreadBytes) {

    private static final int KIB = 1024;

    /** The port for pages and API: one large body of an authenticated client, some small ones, and four login forms. */
    static final PortLimits CONSOLE = new PortLimits(256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB);
    /** The port for health probes and Prometheus. */
    static final PortLimits MANAGEMENT = new PortLimits(128, 16 * KIB, 100, 256 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0, 1024 * KIB);

    /** The encrypted port, with few clients: the replicas of an operator. A connection takes about half a MiB (measured). */
    static final PortLimits ENCRYPTED = new PortLimits(16, 16 * KIB, 100, 128 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 64 * KIB, 256 * KIB);

    /**
     * How long the rest of a refused request is read and dropped. With unread bytes, the kernel would reset the connection, and
     * the client might lose the answer.
     */
    static final Duration LINGER = Duration.ofSeconds(2);

    boolean takesBodies() {
        return authenticatedBodies > 0;
    }
}
