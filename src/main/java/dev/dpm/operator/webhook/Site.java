package dev.dpm.operator.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers all requests that are not for the API server: pages and their API. */
public interface Site {

    /** The site of a server without pages: every address is unknown. */
    Site NONE = visit -> Answer.said(Answer.NOT_FOUND, "nothing is here");

    /** Answers one request; may take seconds, and may be called by several threads at once. */
    Answer answer(Visit visit);

    /**
     * A request.
     *
     * @param path the path without the query, still percent-encoded
     * @param query the query, percent-encoded; empty if none
     * @param headers headers by name in lower case; of several headers with one name the first
     * @param body the body, at most {@link Bounds#FORM} bytes
     * @param from the address of the client that is connected, which may be a proxy
     */
    record Visit(String method, String path, String query, Map<String, String> headers, byte[] body, String from) {

        public Visit {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        public String form() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
