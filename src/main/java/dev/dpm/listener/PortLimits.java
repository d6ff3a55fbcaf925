package dev.dpm.listener;

import java.time.Duration;
import java.util.List;

/**
 * The limits of one port, small compared with a heap of 32 MB.
 *
 * @param methods the HTTP methods that the port allows; if empty, the port allows all methods
 * @param connections the largest number of connections at the same time
 * @param headBytes the largest number of bytes in the head of one request: its first line and its header fields
 * @param headFields the largest number of header fields of one request
 * @param unfinished the largest number of bytes of all incomplete heads on the port together
 * @param headTime the longest time from the first byte of a head to its last byte
 * @param silence how long a new connection may send nothing before it is closed
 * @param idle how long a connection may be idle between two requests before it is closed
 * @param bodyTime the longest time from the end of a head to the end of its body
 * @param authenticatedBodies the number of bytes that all bodies of authenticated clients' requests may take together;
 * 0 if the port takes no bodies
 * @param unauthenticatedBodies the number of bytes that all bodies of other clients' requests may take together
 * @param unreadBytes the largest number of bytes of all answers together that unauthenticated clients have not read yet
 * @param authenticatedUnreadBytes the same for complete answers that authenticated clients have not read yet, beside
 * the newest answer; an event stream or download under way bounds itself
 */
record PortLimits(List<String> methods, int connections, int headBytes, int headFields, int unfinished,
        Duration headTime, Duration silence,
        Duration idle, Duration bodyTime, int authenticatedBodies, int unauthenticatedBodies, int unreadBytes,
        int authenticatedUnreadBytes) {

    private static final int KIB = 1024;

    /**
     * The limits of the port for pages and the API: room for one large body of an authenticated client beside some
     * small bodies, and for four login forms.
     */
    static final PortLimits CONSOLE = new PortLimits(List.of(), 256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB,
            2048 * KIB);
    /** The limits of the port for health probes and Prometheus's scrapes. */
    static final PortLimits MANAGEMENT = new PortLimits(List.of("GET", "HEAD"), 128, 16 * KIB, 100, 256 * KIB,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0, 1024 * KIB, 0);

    /**
     * The limits of the encrypted port. The clients of that port are few: the replicas of an operator. The encryption
     * of a connection takes about half a MiB of memory (measured: 32 connections take 20 MB).
     */
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
