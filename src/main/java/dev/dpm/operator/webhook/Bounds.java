package dev.dpm.operator.webhook;

import java.time.Duration;

/**
 * Limits on the resources that clients may use. An API server sends objects of 3 MiB at most (its own limit for a
 * request).
 *
 * @param connections the largest number of open connections; the server closes each further connection at once
 * @param body the largest number of bytes of one request's body
 * @param held the largest number of bytes of all requests that are being received or answered
 * @param headers the largest number of bytes of one request's headers
 * @param arrival the longest time from the first line of a request, or from the opening of a connection, to the end of
 *     the request
 * @param idle the longest silence on a connection
 */
public record Bounds(int connections, int body, int held, int headers, Duration arrival, Duration idle) {

    /** The largest number of bytes in the body of a request for a page: forms are short. */
    static final int FORM = 16 << 10;
    /** The largest number of requests for pages that wait or are being answered. */
    static final int VISITS = 64;

    /** The limits of the servers that API servers call. */
    public static final Bounds USUAL = new Bounds(256, 4 << 20, 32 << 20, 16 << 10, Duration.ofSeconds(5),
            Duration.ofSeconds(90));
}
