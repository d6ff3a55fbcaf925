package dev.dpm.operator.webhook;

import java.nio.charset.StandardCharsets;

/**
 * The answer to a request.
 *
 * @param status of HTTP
 */
public record Answer(int status, String contentType, byte[] body) {

    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";
    static final int OK = 200;
    static final int BAD_REQUEST = 400;

    /** One line for whoever asked. */
    public static Answer said(int status, String sentence) {
        return new Answer(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A document. */
    public static Answer json(byte[] body) {
        return new Answer(OK, JSON, body);
    }

    /** The request cannot be used, and why. */
    public static Answer bad(String sentence) {
        return said(BAD_REQUEST, sentence);
    }
}
