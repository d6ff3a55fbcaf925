package dev.dpm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.dpm.daemon.Token;

/**
 * Asks the API of a daemon on this machine. {@code HttpURLConnection}, because {@code java.net.http} costs a short-lived
 * JVM 0.7 s, this 0.03 s.
 *
 * @param address of the console, ending in a slash
 */
record DaemonClient(String address, Token token) {

    static final String TEXT = "text/plain";
    static final String JSON = "application/json";

    /** So long may the API be silent, connecting as well as answering. */
    private static final int SILENCE_MILLIS = 2_000;

    /** @param path behind {@code api/v1/} */
    Answer get(String path, String accept) throws NoAnswer {
        return ask("GET", path, accept, "");
    }

    /** @param form application/x-www-form-urlencoded, or empty */
    Answer post(String path, String form) throws NoAnswer {
        return ask("POST", path, TEXT, form);
    }

    Answer delete(String path) throws NoAnswer {
        return ask("DELETE", path, TEXT, "");
    }

    /** A text as one part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer ask(String method, String path, String accept, String form) throws NoAnswer {
        try {
            return exchange(method, path, accept, form);
        } catch (SocketTimeoutException e) {
            throw new NoAnswer("its API at " + address + " was silent for 2 s", e);
        } catch (IOException e) {
            throw new NoAnswer("its API at " + address + " cannot be reached (" + e.getMessage() + ")", e);
        }
    }

    private Answer exchange(String method, String path, String accept, String form) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(address + "api/v1/" + path).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(SILENCE_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", accept);
        connection.setRequestProperty("Authorization", "Bearer " + token.value());
        if (method.equals("POST")) {
            send(connection, form.getBytes(StandardCharsets.UTF_8));
        }
        return read(connection);
    }

    private static void send(HttpURLConnection connection, byte[] form) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        // with a fixed length the JDK does not send a request a second time when its answer is lost
        connection.setFixedLengthStreamingMode(form.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(form);
        }
    }

    private Answer read(HttpURLConnection connection) throws IOException {
        int status = status(connection);
        if (status < 0) {
            throw new IOException("no HTTP answer");
        }
        if (status == 401 || status == 403) {
            return new Answer(status, "the runner at " + address + " refused the token of " + token.origin()
                    + ": set DPM_TOKEN to the one it was started with", Map.of());
        }
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Answer(status, body == null ? "" : Answer.text(body.readAllBytes()), headers(connection));
        }
    }

    private static int status(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (HttpRetryException e) {
            // 401 to a request of fixed length: the JDK would like to send it again with credentials
            return e.responseCode();
        }
    }

    private static Map<String, String> headers(HttpURLConnection connection) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> entry : connection.getHeaderFields().entrySet()) {
            if (entry.getKey() != null) {
                headers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().get(0));
            }
        }
        return headers;
    }
}
