package dev.dpm.door;

import java.time.Duration;

/**
 * Limits of one port. Together they are small compared with the free part of a heap of 32 MB (measured: about half of
 * it).
 *
 * @param connections the largest number of connections at the same time
 * @param headBytes the largest number of bytes in the head of one request: its first line and its header fields
 * @param headFields the largest number of header fields of one request
 * @param unfinished the largest number of bytes of all incomplete heads together
 * @param headTime the longest time from the first byte of a head to its last
 * @param silence how long a new connection may send nothing
 * @param idle how long a connection may be idle between two requests
 * @param bodyTime the longest time from the end of a head to the end of its body
 * @param knownBodies the number of bytes that all bodies of authenticated clients' requests may take together; 0: the
 * port takes no bodies
 * @param strangersBodies the number of bytes that all bodies of other clients' requests may take together
 * @param untaken the number of bytes of all answers together that unauthenticated clients have not read yet
 */
record DoorLimits(int connections, int headBytes, int headFields, int unfinished, Duration headTime, Duration silence,
        Duration idle, Duration bodyTime, int knownBodies, int strangersBodies, int untaken) {

    private static final int KIB = 1024;

    /**
     * Limits of pages and API: one large body of an authenticated client beside some small ones, and four login forms.
     */
    static final DoorLimits CONSOLE = new DoorLimits(256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB);
    /** Limits of the port for probes and scrapes. */
    static final DoorLimits MANAGEMENT = new DoorLimits(128, 16 * KIB, 100, 256 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0, 1024 * KIB);

    /**
     * Limits of the encrypted port. Its clients are few: the replicas of an operator. The encryption of a connection
     * takes about half a MiB of memory (measured: 32 connections take 20 MB).
     */
    static final DoorLimits ENCRYPTED = new DoorLimits(16, 16 * KIB, 100, 128 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 64 * KIB, 256 * KIB);

    /**
     * How long the rest of a refused request is read and dropped, so that a connection reset does not destroy the
     * answer.
     */
    static final Duration LINGER = Duration.ofSeconds(2);

    boolean takesBodies() {
        return knownBodies > 0;
    }
}
