package dev.dpm.listener;

import java.time.Duration;
import java.util.List;

/**
 * The limits of one port, small compared with a heap of 32 MB.
 *
 * @param methods the allowed HTTP methods; empty: all
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
 * @param authenticatedUnreadBytes of all complete answers that authenticated clients have not read, beside the newest
 */
record PortLimits(List<String> methods, int connections, int headBytes, int headFields, int unfinished,
        Duration headTime, Duration silence, Duration idle, Duration bodyTime, int authenticatedBodies,
        int unauthenticatedBodies, int unreadBytes, int authenticatedUnreadBytes) {

    private static final int KIB = 1024;

    /** The port for pages and API: one large body of an authenticated client, some small ones, and four login forms. */
    static final PortLimits CONSOLE = new PortLimits(List.of(), 256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB,
            2048 * KIB);
    /** The port for health probes and Prometheus. */
    static final PortLimits MANAGEMENT = new PortLimits(List.of("GET", "HEAD"), 128, 16 * KIB, 100, 256 * KIB,
            Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0,
            1024 * KIB, 0);

    /** The encrypted port, with few clients: the replicas of an operator. A connection takes about half a MiB (measured). */
    static final PortLimits ENCRYPTED = new PortLimits(List.of(), 16, 16 * KIB, 100, 128 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 64 * KIB, 256 * KIB,
            2048 * KIB);

    /**
     * How long the rest of a refused request is read and dropped. With unread bytes, the kernel would reset the connection, and
     * the client might lose the answer.
     */
    static final Duration LINGER = Duration.ofSeconds(2);

    PortLimits {
        methods = List.copyOf(methods);
    }

    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    boolean takesBodies() {
        return authenticatedBodies > 0;
    }
}
