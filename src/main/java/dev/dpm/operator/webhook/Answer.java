package dev.dpm.operator.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param headers headers besides Content-Type
 * @param delay the time until the response is sent; no thread waits for it
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers, Duration delay) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, Duration.ZERO);
    }

    public Answer(int status, String contentType, byte[] body) {
        this(status, contentType, body, Map.of());
    }

    public Answer after(Duration pause) {
        return new Answer(status, contentType, body, headers, pause);
    }

    static final int NOT_FOUND = 404;
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";
    static final int OK = 200;
    static final int BAD_REQUEST = 400;

    /** Creates a response with one line of text. */
    public static Answer said(int status, String sentence) {
        return new Answer(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static Answer json(byte[] body) {
        return new Answer(OK, JSON, body);
    }

    /** The response to a malformed request (status 400), with the reason as one sentence. */
    public static Answer bad(String sentence) {
        return said(BAD_REQUEST, sentence);
    }
}
