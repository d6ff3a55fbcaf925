package dev.dpm.operator.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

public interface Site {

    /** The site of a server without pages. It answers every request with status 404. */
    Site NONE = request -> Answer.said(Answer.NOT_FOUND, "nothing is here");

    /** Answers a request. The call may take seconds, and several threads may call this method at the same time. */
    Answer answer(Request request);

    /**
     * A request for a page or for the pages' API.
     *
     * @param path the path without the query, still percent-encoded
     * @param query the query, percent-encoded; empty if there is none
     * @param headers headers by name in lower case; if a name occurs several times, the first value
     * @param body the body of the request, at most {@link Bounds#FORM} bytes
     * @param from the address of the connected client, which may be a proxy
     */
    record Request(String method, String path, String query, Map<String, String> headers, byte[] body, String from) {

        public Request {
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
