package dev.dpm.cli;

import java.io.IOException;

/** A way to the daemon of a home: its socket, or its API. */
interface Way {

    /** Asks once and waits for the answer. */
    HttpAnswer exchange(Question question) throws IOException;

    /** For people: where it is asked, after "its". */
    String words();

    /**
     * @param path behind {@code api/v1/}
     * @param form application/x-www-form-urlencoded, or empty
     */
    record Question(String method, String path, String accept, String form) {
    }
}
