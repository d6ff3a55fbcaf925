package dev.dpm.cli.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.DaemonClient.Transport;
import dev.dpm.daemon.Token;

/**
 * Sends requests to a daemon by its HTTP API. The class uses {@code HttpURLConnection}, which takes 0.03 s in a short-lived
 * JVM; {@code java.net.http} would take 0.7 s.
 * @param address the URL of the console, ending in a slash
 */
record HttpTransport(String address, Token token) implements Transport {

    /**
     * The time limit for one attempt to connect to the daemon, in milliseconds. {@link Patience} limits the time of all
     * attempts together.
     */
    private static final int CONNECT_MILLIS = 2_000;

    @Override
    public String words() {
        return "API at " + address;
    }

    @Override
    public HttpAnswer exchange(Question question) throws IOException {
        String method = question.method();
        HttpURLConnection connection = (HttpURLConnection) URI.create(address + "api/v1/" + question.path()).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", question.accept());
        connection.setRequestProperty("Authorization", "Bearer " + token.value());
        byte[] body = question.form().getBytes(StandardCharsets.UTF_8);
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            // with a fixed length, the JDK does not repeat the request if the answer is lost
            connection.setFixedLengthStreamingMode(body.length);
        }
        connect(connection);
        if (method.equals("POST")) {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        return read(connection);
    }

    /** Connects to the daemon. If the queue of the daemon's listening socket is full, the method tries again. */
    private static void connect(HttpURLConnection connection) throws IOException {
        while (true) {
            try {
                connection.connect();
                return;
            } catch (SocketTimeoutException fullQueue) {
                // the loop tries again; the caller limits the time of all attempts together
                continue;
            }
        }
    }

    private HttpAnswer read(HttpURLConnection connection) throws IOException {
        int status = status(connection);
        if (status < 0) {
            throw new IOException("no HTTP answer");
        }
        if (status == 401 || status == 403) {
            return new HttpAnswer(status, "the runner at " + address + " refused the token of " + token.origin()
                    + ": set DPM_TOKEN to the one it was started with", Map.of());
        }
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new HttpAnswer(status, body == null ? "" : HttpAnswer.text(body.readAllBytes()),
                    headers(connection));
        }
    }

    private static int status(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (HttpRetryException e) {
            // in Java, HttpURLConnection throws an exception for status 401 if the request had a fixed length
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
