package dev.dpm.door;

import java.time.Duration;

/**
 * What one port takes. The sums are small beside what a heap of 32 MB has free (measured: about half of it).
 *
 * @param connections at once
 * @param headBytes of one request: its first line and its header fields
 * @param headFields header fields of one request
 * @param unfinished bytes of all heads that have begun and not ended
 * @param headTime from the first byte of a head to its last
 * @param silence a new connection may send nothing for so long
 * @param idle a connection may rest for so long between two requests
 * @param bodyTime from the end of a head to the end of its body
 * @param knownBodies bytes that the bodies of the owner's requests may hold together; 0: the port takes no bodies
 * @param strangersBodies bytes that the bodies of everybody else may hold together
 * @param untaken bytes of answers that strangers have not taken yet
 */
record DoorLimits(int connections, int headBytes, int headFields, int unfinished, Duration headTime, Duration silence,
        Duration idle, Duration bodyTime, int knownBodies, int strangersBodies, int untaken) {

    private static final int KIB = 1024;

    /** Pages and API: one large body of the owner's beside some small ones, and four forms of people who log in. */
    static final DoorLimits CONSOLE = new DoorLimits(256, 16 * KIB, 100, 512 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 1280 * KIB, 256 * KIB, 1024 * KIB);
    /** Probes and scrapes. */
    static final DoorLimits MANAGEMENT = new DoorLimits(128, 16 * KIB, 100, 256 * KIB, Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(15), 0, 0, 1024 * KIB);

    /** How long what a refused sender still sends is thrown away, so that the answer is not lost to a reset. */
    static final Duration LINGER = Duration.ofSeconds(2);

    boolean takesBodies() {
        return knownBodies > 0;
    }
}
