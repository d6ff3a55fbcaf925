package dev.dpm.operator.webhook;

import java.time.Duration;

/**
 * Limits on the clients of the operator's HTTPS server.
 *
 * @param connections the largest number of connections; further ones are closed
 * @param body the largest number of bytes in the body of a request
 * @param held the largest number of bytes of all bodies together that are in memory
 * @param headers the largest number of bytes in the headers of a request
 * @param arrival the longest time from the opening of a connection until its first request begins to arrive, and from
 *     the headers of a request until its body is complete
 * @param idle the time after which an unused connection is closed
 */
public record Bounds(int connections, int body, int held, int headers, Duration arrival, Duration idle) {

    static final int FORM = 16 << 10;
    /** The largest number of requests for pages that are answered at the same time. */
    static final int VISITS = 64;

    /** The limits that the operator uses. They suffice for an API server of Kubernetes. */
    public static final Bounds USUAL = new Bounds(256, 4 << 20, 32 << 20, 16 << 10, Duration.ofSeconds(5),
            Duration.ofSeconds(90));
}
