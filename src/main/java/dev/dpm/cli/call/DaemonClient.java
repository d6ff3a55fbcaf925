package dev.dpm.cli.call;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.daemon.HangDetector;
import dev.dpm.process.ProcessIdentity;

/**
 * Sends requests to a daemon on this machine.
 * @param transport a Unix socket or HTTP
 * @param daemon the daemon's process
 */
public record DaemonClient(Transport transport, ProcessIdentity daemon) {

    public static final String TEXT = "text/plain";
    public static final String JSON = "application/json";

    /**
     * Sends a GET request to the daemon.
     * @param path the part of the URL's path after {@code api/v1/}
     */
    public HttpAnswer get(String path, String accept) throws NoAnswer {
        return ask("GET", path, accept, "");
    }

    /**
     * Sends a POST request to the daemon.
     * @param path the part of the URL's path after {@code api/v1/}
     * @param form the request's body (application/x-www-form-urlencoded), which may be empty
     */
    public HttpAnswer post(String path, String form) throws NoAnswer {
        return ask("POST", path, TEXT, form);
    }

    public HttpAnswer delete(String path) throws NoAnswer {
        return ask("DELETE", path, TEXT, "");
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Writes parameters as the query of a URL. Colons are not escaped, see RFC 3986, section 3.4. */
    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()).replace("%3A", ":"))
                .collect(Collectors.joining("&"));
    }

    private HttpAnswer ask(String method, String path, String accept, String form) throws NoAnswer {
        return new Patience(daemon).await(() -> transport.exchange(new Transport.Question(method, path, accept, form)),
                transport.words());
    }

    /** How requests reach a daemon: through a Unix socket or by HTTP. */
    interface Transport {

        /** Sends one request to the daemon and waits for the daemon's answer. */
        HttpAnswer exchange(Question question) throws IOException;

        /** The name of this transport in an error message, where the word "its" precedes it. */
        String words();

        /**
         * A request to a daemon.
         * @param path the part of the URL's path after {@code api/v1/}
         * @param form the request's body (application/x-www-form-urlencoded), which may be empty
         */
        record Question(String method, String path, String accept, String form) {
        }
    }

    /**
     * A daemon's answer to a request.
     * @param status the HTTP status
     * @param body the text of the answer, which a command prints unchanged
     * @param headers the value of each header, by its name in lower case
     */
    public record HttpAnswer(int status, String body, Map<String, String> headers) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
        }

        public boolean isDone() {
            return ExitCodes.ofHttp(status) == ExitCodes.DONE;
        }

        /**
         * Returns this answer.
         * @throws CommandFailed if this answer is a failure
         */
        public HttpAnswer orFail() throws CommandFailed {
            if (isDone()) {
                return this;
            }
            String sentence = body.strip();
            throw new CommandFailed(ExitCodes.ofHttp(status),
                    sentence.isEmpty() ? "the runner answered with HTTP code " + status : sentence);
        }

        static String text(byte[] body) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Decides how long a command waits for a daemon's answer: 2 s, and longer while the daemon's process works, since a daemon
     * on a busy machine is slow.
     */
    record Patience(ProcessIdentity daemon) {

        /** How long the command waits while the daemon shows no sign of work, see {@link HangDetector}. */
        private static final Duration SILENCE = Duration.ofSeconds(2);
        /** The time after which a daemon counts as hanging, even if it works. */
        private static final Duration MOST = Duration.ofMinutes(5);
        private static final Duration LOOK = Duration.ofMillis(100);

        /**
         * Waits for the daemon's answer to a request.
         * @param question sends the request and returns the answer
         * @param way the name of the transport, for the error message
         */
        <T> T await(Callable<T> question, String way) throws NoAnswer {
            FutureTask<T> task = new FutureTask<>(question);
            Thread asking = new Thread(task, "dpm-ask");
            asking.setDaemon(true);
            asking.start();
            long begun = System.nanoTime();
            HangDetector signs = new HangDetector(daemon);
            while (true) {
                try {
                    return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException silent) {
                    signs.look();
                    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
                    if (isHopeless(signs, waited)) {
                        // the interrupt closes the connection, so that the runner drops the request
                        task.cancel(true);
                        throw new NoAnswer("its " + way + " was silent for " + waited.toSeconds() + " s"
                                + (signs.isWorking() ? ", though it is busy" : ""));
                    }
                } catch (ExecutionException e) {
                    throw unreachable(way, e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new NoAnswer("the command was interrupted", e);
                }
            }
        }

        private static boolean isHopeless(HangDetector signs, Duration silent) {
            return silent.compareTo(SILENCE) >= 0 && !signs.isWorking() || silent.compareTo(MOST) >= 0;
        }

        private static NoAnswer unreachable(String way, Throwable cause) {
            if (cause instanceof IOException) {
                return new NoAnswer("its " + way + " cannot be reached (" + cause.getMessage() + ")", cause);
            }
            throw new IllegalStateException("the question to the " + way + " broke down", cause);
        }
    }
}
