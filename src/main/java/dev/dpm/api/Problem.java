package dev.dpm.api;

import dev.dpm.process.NativeText;

/**
 * A problem with a request (RFC 9457).
 * @param status the HTTP status
 * @param detail what happened, and what the client can do
 */
public record Problem(String type, String title, int status, String detail) {

    /** The media type of a problem in JSON (RFC 9457). */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        detail = NativeText.visible(detail);
    }

    public static Problem of(int status, String detail) {
        return new Problem("about:blank", title(status), status, detail);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not let in";
            case 403 -> "Refused";
            case 404 -> "Not found";
            case 405 -> "Wrong method";
            case 406 -> "No such form of answer";
            case 409 -> "Not as things are";
            case 413 -> "Too large";
            case 415 -> "No such form of request";
            case 414 -> "Too long";
            case 421 -> "Wrong host name";
            case 429 -> "Too many";
            case 431 -> "Too large";
            case 503 -> "Busy";
            default -> status >= 500 ? "The runner's own fault" : "Not done";
        };
    }
}
