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
import dev.dpm.daemon.SignsOfLife;
import dev.dpm.process.ProcessIdentity;

/**
 * Sends requests to a daemon on this machine. {@link Patience} decides how long the client waits for an answer.
 *
 * @param transport the way to the daemon: Unix socket or HTTP
 * @param daemon the daemon's process
 */
public record DaemonClient(Transport transport, ProcessIdentity daemon) {

    public static final String TEXT = "text/plain";
    public static final String JSON = "application/json";

    /**
     * Sends a GET request to the daemon and returns its answer.
     *
     * @param path the part of the path after {@code api/v1/}
     */
    public HttpAnswer get(String path, String accept) throws NoAnswer {
        return ask("GET", path, accept, "");
    }

    /**
     * Sends a POST request with a form to the daemon and returns its answer.
     *
     * @param form application/x-www-form-urlencoded, or empty
     */
    public HttpAnswer post(String path, String form) throws NoAnswer {
        return ask("POST", path, TEXT, form);
    }

    public HttpAnswer delete(String path) throws NoAnswer {
        return ask("DELETE", path, TEXT, "");
    }

    /** Percent-encodes a text for use in a URL's path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Writes parameters as the query of a URL. Colons are not escaped, as RFC 3986 (section 3.4) allows. */
    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()).replace("%3A", ":"))
                .collect(Collectors.joining("&"));
    }

    private HttpAnswer ask(String method, String path, String accept, String form) throws NoAnswer {
        return new Patience(daemon).await(() -> transport.exchange(new Transport.Question(method, path, accept, form)),
                transport.words());
    }

    /** A way to send requests to the daemon of a home folder: the Unix socket, or the HTTP API. */
    interface Transport {

        /** Sends one request to the daemon and waits for its answer. */
        HttpAnswer exchange(Question question) throws IOException;

        /**
         * The words for the socket or the API in the error message that the daemon does not answer; in the message, the
         * words follow "its".
         */
        String words();

        /**
         * A request to the daemon.
         *
         * @param path the part of the path after {@code api/v1/}
         * @param form application/x-www-form-urlencoded, or empty
         */
        record Question(String method, String path, String accept, String form) {
        }
    }

    /**
     * The daemon's answer to a request.
     *
     * @param status the HTTP status code
     * @param body the body of the answer as received, in UTF-8; commands print it unchanged
     * @param headers the header fields of the answer, by name in lower case
     */
    public record HttpAnswer(int status, String body, Map<String, String> headers) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
        }

        public boolean isDone() {
            return ExitCodes.ofHttp(status) == ExitCodes.DONE;
        }

        /**
         * Returns this answer if the runner carried out the command; otherwise throws the failure with the runner's
         * sentence.
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
     * Decides how long a command waits for a daemon's answer: 2 s, and longer while the daemon visibly works, since a
     * daemon on a busy machine answers late. For a daemon that hangs, or that a signal has stopped (SIGSTOP), the
     * command waits only 2 s.
     */
    record Patience(ProcessIdentity daemon) {

        /** How long the command waits for an answer while the daemon shows no sign of work, see {@link SignsOfLife}. */
        private static final Duration SILENCE = Duration.ofSeconds(2);
        /**
         * The longest wait for an answer of the daemon. A daemon that has worked for this long without an answer counts
         * as hanging.
         */
        private static final Duration MOST = Duration.ofMinutes(5);
        private static final Duration LOOK = Duration.ofMillis(100);

        /**
         * Runs a request to the daemon and waits for the answer.
         *
         * @param way the way to the daemon, in words for the message about a missing answer
         */
        <T> T await(Callable<T> question, String way) throws NoAnswer {
            FutureTask<T> task = new FutureTask<>(question);
            Thread asking = new Thread(task, "dpm-ask");
            // if the command stops waiting, this thread ends together with the JVM
            asking.setDaemon(true);
            asking.start();
            long begun = System.nanoTime();
            SignsOfLife signs = new SignsOfLife(daemon);
            while (true) {
                try {
                    return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException silent) {
                    signs.look();
                    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
                    if (isHopeless(signs, waited)) {
                        // cancelling closes the connection; the runner then drops the request if the request still
                        // waits for a thread
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

        private static boolean isHopeless(SignsOfLife signs, Duration silent) {
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
