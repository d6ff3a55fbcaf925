package dev.dpm.cli;

import java.io.IOException;

/** A way to reach the daemon of a home: its socket, or its API. */
interface Way {

    /** Sends one request and waits for the answer. */
    HttpAnswer exchange(Question question) throws IOException;

    /** The way in words for people, after "its". */
    String words();

    /**
     * A request.
     *
     * @param path after {@code api/v1/}
     * @param form application/x-www-form-urlencoded, or empty
     */
    record Question(String method, String path, String accept, String form) {
    }
}
