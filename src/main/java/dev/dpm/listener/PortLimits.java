package dev.dpm.listener;

import java.time.Duration;
import java.util.List;

/**
 * The limits of one port, which are small compared with a heap of 32 MB.
 * @param methods the allowed HTTP methods; empty: all
 * @param connections the largest number of connections at the same time
 * @param headBytes the largest number of bytes in the head of one request
 * @param headFields the largest number of header fields of one request
 * @param unfinished the largest number of bytes of all incomplete heads together
 * @param headTime the longest time from the first to the last byte of a head
 * @param silence how long a new connection may send nothing
 * @param idle how long a connection may send nothing between two requests
 * @param bodyTime the longest time from the end of a head to the end of its body
 * @param authenticatedBodies the largest number of bytes of all bodies of authenticated clients together; 0: none
 * @param unauthenticatedBodies the largest number of bytes of all other bodies together
 * @param unreadBytes the largest number of bytes of all answers that unauthenticated clients have not read
 * @param authenticatedUnreadBytes the largest number of bytes of all complete answers that authenticated clients have not read,
 * without the newest answer
 */
record PortLimits(List<String> methods, int connections, int headBytes, int headFields, int unfinished,
        Duration headTime, Duration silence, Duration idle, Duration bodyTime, int authenticatedBodies,
        int unauthenticatedBodies, int unreadBytes, int authenticatedUnreadBytes) {

    private static final int KIB = 1024;

    /**
     * The limits of the port for pages and API. At the same time, they admit one large request body of an authenticated client,
     * some small ones, and four login forms.
     */
    static final PortLimits CONSOLE = new PortLimits(List.of(), 256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB,
            2048 * KIB);
    /** The limits of the port for health probes and Prometheus. */
    static final PortLimits MANAGEMENT = new PortLimits(List.of("GET", "HEAD"), 128, 16 * KIB, 100, 256 * KIB,
            Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0,
            1024 * KIB, 0);

    /**
     * The limits of the encrypted port. It has few clients, the replicas of an operator. A connection takes about half a MiB
     * (measured).
     */
    static final PortLimits ENCRYPTED = new PortLimits(List.of(), 16, 16 * KIB, 100, 128 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 64 * KIB, 256 * KIB,
            2048 * KIB);

    /**
     * How long the rest of a refused request is read and dropped before the connection is closed. If unread bytes remained, the
     * kernel would reset the connection, and the client might lose the answer.
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
