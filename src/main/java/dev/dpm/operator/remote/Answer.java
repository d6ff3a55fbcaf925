package dev.dpm.operator.remote;

import java.nio.charset.StandardCharsets;

/**
 * A complete HTTP response of a dpm-runner.
 *
 * @param status the HTTP status code
 */
public record Answer(int status, byte[] body) {

    private static final int OK = 200;
    private static final int REDIRECTS = 300;

    public boolean isGood() {
        return status >= OK && status < REDIRECTS;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
