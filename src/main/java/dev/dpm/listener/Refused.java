package dev.dpm.listener;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Thrown to refuse a request before the HTTP server gets it. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;
    /** A header field of the answer with its line end; empty text: no further field. */
    private final String furtherField;

    /**
     * @param status the HTTP status of the answer
     * @param kind the kind of fault for the log, the same for equal faults
     * @param sentence a sentence for the client, without quotes and line ends
     */
    Refused(int status, String kind, String sentence) {
        this(status, kind, sentence, status == 503 ? "Retry-After: 1\r\n" : "");
    }

    private Refused(int status, String kind, String sentence, String furtherField) {
        super(sentence, null, false, false);
        this.status = status;
        this.kind = kind;
        this.furtherField = furtherField;
    }

    static Refused malformed(String sentence) {
        return new Refused(400, "malformed request", sentence);
    }

    /**
     * Makes the refusal of a method that the port does not allow. The answer names the allowed methods in its header
     * Allow (RFC 9110, section 15.5.6).
     */
    static Refused method(List<String> allowed) {
        return new Refused(405, "other method on the management port",
                "This port answers to " + String.join(" and ", allowed) + " alone.",
                "Allow: " + String.join(", ", allowed) + "\r\n");
    }

    int status() {
        return status;
    }

    String kind() {
        return kind;
    }

    /** The complete response to the client (RFC 9112). The connection is closed after it. */
    byte[] answer(boolean asText) {
        String body = asText
                ? getMessage() + "\n"
                : "{\n  \"type\" : \"about:blank\",\n  \"title\" : \"" + title() + "\",\n  \"status\" : " + status
                        + ",\n  \"detail\" : \"" + getMessage() + "\"\n}\n";
        String type = asText ? "text/plain;charset=UTF-8" : "application/problem+json";
        return ("HTTP/1.1 " + status + " " + title() + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                + furtherField + "Connection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default ->
                throw new IllegalStateException("this package answers with codes it has words for, not " + status);
        };
    }
}
