package dev.dpm.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** A request that cannot be answered, with the sentence that tells why. */
public final class Refusal extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private Refusal(int status, String sentence, Throwable cause) {
        super(sentence, cause, status);
    }

    private Refusal(Response response, String sentence) {
        super(sentence, response);
    }

    public static Refusal badRequest(String sentence) {
        return new Refusal(400, sentence, null);
    }

    static Refusal badRequest(String sentence, Throwable cause) {
        return new Refusal(400, sentence, cause);
    }

    public static Refusal forbidden(String sentence) {
        return new Refusal(403, sentence, null);
    }

    /** Nobody knows that target. */
    public static Refusal unknown(String name) {
        return new Refusal(404, "There is no target named '" + name + "'.", null);
    }

    /** It can be done, but not now. */
    static Refusal busy(String sentence, int againAfterSeconds) {
        return new Refusal(Response.status(503).header(HttpHeaders.RETRY_AFTER, againAfterSeconds).build(), sentence);
    }

    public static Refusal of(int status, String sentence) {
        return new Refusal(status, sentence, null);
    }
}
