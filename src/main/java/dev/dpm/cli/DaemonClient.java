package dev.dpm.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.dpm.process.ProcessIdentity;

/**
 * Sends requests to a daemon on this machine. {@link Patience} decides how long an answer is waited for.
 *
 * @param way how the daemon is reached
 * @param daemon its process
 */
record DaemonClient(Way way, ProcessIdentity daemon) {

    static final String TEXT = "text/plain";
    static final String JSON = "application/json";

    /**
     * Gets a resource.
     *
     * @param path after {@code api/v1/}
     */
    HttpAnswer get(String path, String accept) throws NoAnswer {
        return ask("GET", path, accept, "");
    }

    /**
     * Posts a form.
     *
     * @param form application/x-www-form-urlencoded, or empty
     */
    HttpAnswer post(String path, String form) throws NoAnswer {
        return ask("POST", path, TEXT, form);
    }

    HttpAnswer delete(String path) throws NoAnswer {
        return ask("DELETE", path, TEXT, "");
    }

    /** Encodes a text for use in a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpAnswer ask(String method, String path, String accept, String form) throws NoAnswer {
        return new Patience(daemon).await(() -> way.exchange(new Way.Question(method, path, accept, form)),
                way.words());
    }
}
