package dev.dpm.operator.webhook;

import java.time.Duration;

/**
 * How much a client may take. An API server asks for objects of 3 MiB at most (its own limit of a request).
 *
 * @param connections open at once; one more is closed at once
 * @param body bytes of one request
 * @param held bytes of all requests that are being received or answered
 * @param headers bytes of the headers of a request
 * @param arrival how long a request may take to arrive, from its first line, or a first request from its connection
 * @param idle how long a connection may be silent
 */
public record Bounds(int connections, int body, int held, int headers, Duration arrival, Duration idle) {

    /** For API servers. */
    public static final Bounds USUAL = new Bounds(256, 4 << 20, 32 << 20, 16 << 10, Duration.ofSeconds(5),
            Duration.ofSeconds(90));
}
