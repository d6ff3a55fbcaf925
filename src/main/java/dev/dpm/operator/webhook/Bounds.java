package dev.dpm.operator.webhook;

import java.time.Duration;

/**
 * The limits on what the clients of the server may use. An object in a request of the API server has 3 MiB at most,
 * since the API server accepts no larger request from its own clients.
 *
 * @param connections the largest number of open connections; the server closes further connections at once
 * @param body the largest number of bytes of one request's body
 * @param held the largest number of bytes of all requests together that are being received or answered
 * @param headers the largest number of bytes of one request's headers
 * @param arrival the longest time from the opening of a connection, or from the first line of a request, to the end of
 *     the request
 * @param idle the longest time in which nothing is sent on a connection
 */
public record Bounds(int connections, int body, int held, int headers, Duration arrival, Duration idle) {

    /** The largest number of bytes in the body of a submitted form, since forms are short. */
    static final int FORM = 16 << 10;
    /** The largest number of requests for pages that the server queues or answers at the same time. */
    static final int VISITS = 64;

    /** The limits of the HTTPS server that Kubernetes' API server calls. */
    public static final Bounds USUAL = new Bounds(256, 4 << 20, 32 << 20, 16 << 10, Duration.ofSeconds(5),
            Duration.ofSeconds(90));
}
