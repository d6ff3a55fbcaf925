package dev.dpm.operator.webhook;

import java.time.Duration;

/**
 * The limits of the server's clients.
 *
 * @param connections further ones are closed
 * @param body bytes of one request
 */
public record Bounds(int connections, int body, int held, int headers, Duration arrival, Duration idle) {

    static final int FORM = 16 << 10;
    /** The largest number of requests for pages at the same time. */
    static final int VISITS = 64;

    /** The limits for Kubernetes' API server. */
    public static final Bounds USUAL = new Bounds(256, 4 << 20, 32 << 20, 16 << 10, Duration.ofSeconds(5),
            Duration.ofSeconds(90));
}
