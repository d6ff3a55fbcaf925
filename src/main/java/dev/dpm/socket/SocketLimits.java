package dev.dpm.socket;

import java.time.Duration;

/**
 * Limits of the socket.
 *
 * @param connections the largest number of connections whose request is incomplete; a further connection takes the
 *     place of the one whose request has been incomplete for longest
 * @param waiting the largest number of whole requests that wait for a worker thread, and also the largest number of answers
 *     that are being sent
 * @param head the largest number of bytes of a request's first line and headers
 * @param body the largest number of bytes of a request's body: a start request carries the caller's whole environment,
 *     percent-encoded
 * @param unfinished the largest number of bytes of all unanswered requests together
 * @param unread the largest number of bytes of all answers that are being sent, together; if it is exceeded, clients that
 *     have not read for {@code stall} are disconnected, except those of the newest answer
 * @param request the longest time from the connection to the last byte of the request
 * @param answer the longest time from the first byte of the answer to the last
 * @param stall the time without reading after which a client counts as one that does not read
 */
record SocketLimits(int connections, int waiting, int head, int body, int unfinished, int unread, Duration request,
        Duration answer, Duration stall) {

    static final SocketLimits USUAL = new SocketLimits(64, 512, 16 << 10, 1 << 20, 4 << 20, 2 << 20,
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(500));
}
