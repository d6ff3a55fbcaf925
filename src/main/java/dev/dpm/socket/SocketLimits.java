package dev.dpm.socket;

import java.time.Duration;

/**
 * Limits on all requests at the socket together.
 *
 * @param connections the largest number of connections at the same time; a further connection takes the place of the
 *     one whose request has been incomplete for longest
 * @param head the largest number of bytes of a request's first line and headers
 * @param body the largest number of bytes of a request's body: a start request carries the caller's whole environment,
 *     percent-encoded
 * @param unfinished the largest number of bytes of all unanswered requests together
 * @param request the longest time from the connection to the last byte of the request
 * @param answer the longest time from the first byte of the answer to the last
 */
record SocketLimits(int connections, int head, int body, int unfinished, Duration request, Duration answer) {

    static final SocketLimits USUAL = new SocketLimits(64, 16 << 10, 1 << 20, 4 << 20, Duration.ofSeconds(10),
            Duration.ofSeconds(30));
}
