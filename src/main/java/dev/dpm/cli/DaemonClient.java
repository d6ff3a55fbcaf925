package dev.dpm.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.dpm.process.ProcessIdentity;

/**
 * Asks a daemon on this machine. How long an answer is waited for, {@link Patience} knows.
 *
 * @param daemon the process behind the way
 */
record DaemonClient(Way way, ProcessIdentity daemon) {

    static final String TEXT = "text/plain";
    static final String JSON = "application/json";

    /** @param path behind {@code api/v1/} */
    HttpAnswer get(String path, String accept) throws NoAnswer {
        return ask("GET", path, accept, "");
    }

    /** @param form application/x-www-form-urlencoded, or empty */
    HttpAnswer post(String path, String form) throws NoAnswer {
        return ask("POST", path, TEXT, form);
    }

    HttpAnswer delete(String path) throws NoAnswer {
        return ask("DELETE", path, TEXT, "");
    }

    /** A text as one part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpAnswer ask(String method, String path, String accept, String form) throws NoAnswer {
        return new Patience(daemon).await(() -> way.exchange(new Way.Question(method, path, accept, form)),
                way.words());
    }
}
