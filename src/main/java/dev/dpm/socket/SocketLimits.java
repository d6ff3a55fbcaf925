package dev.dpm.socket;

import java.time.Duration;

/**
 * Limits of the socket.
 *
 * @param connections beyond it, the oldest incomplete one is closed
 * @param head in bytes
 * @param body in bytes, with a whole environment
 * @param unfinished bytes of all unanswered requests
 * @param request until its last byte
 * @param answer until its last byte
 */
record SocketLimits(int connections, int head, int body, int unfinished, Duration request, Duration answer) {

    static final SocketLimits USUAL = new SocketLimits(64, 16 << 10, 1 << 20, 4 << 20, Duration.ofSeconds(10),
            Duration.ofSeconds(30));
}
