package dev.dpm.command;

import java.util.OptionalInt;

import dev.dpm.process.NativeText;

/** Thrown if a client's request cannot be answered. Control characters in the message are replaced by their numbers. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int againAfterSeconds;

    private Refusal(int status, String sentence, int againAfterSeconds, Throwable cause) {
        super(NativeText.visible(sentence), cause);
        this.status = status;
        this.againAfterSeconds = againAfterSeconds;
    }

    public static Refusal badRequest(String sentence) {
        return of(400, sentence);
    }

    public static Refusal badRequest(String sentence, Throwable cause) {
        return new Refusal(400, sentence, 0, cause);
    }

    public static Refusal forbidden(String sentence) {
        return of(403, sentence);
    }

    public static Refusal unknown(String name) {
        return of(404, "There is no target named '" + name + "'.");
    }

    /**
     * The refusal, with HTTP status 503, of a request that is possible later.
     * @param againAfterSeconds the seconds after which the client may repeat the request
     */
    public static Refusal busy(String sentence, int againAfterSeconds) {
        return new Refusal(503, sentence, againAfterSeconds, null);
    }

    public static Refusal of(int status, String sentence) {
        return new Refusal(status, sentence, 0, null);
    }

    public int status() {
        return status;
    }

    /** The seconds after which the client may repeat the request; empty: a repetition does not help. */
    public OptionalInt againAfterSeconds() {
        return againAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(againAfterSeconds);
    }
}
