package dev.dpm.notice.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.config.Receiver.Address;
import dev.dpm.config.Receiver.Secret;
import dev.dpm.config.Secrets;
import dev.dpm.event.OneLine;
import dev.dpm.notice.Notice;

/** Delivers a notice by HTTP POST. The server's certificate is verified, and redirects are not followed. */
final class HttpPost implements Post {

    /** The largest number of bytes that are read of a response. */
    static final int MOST_BYTES = 1024;
    private static final int SHOWN = 200;
    private static final int TOO_MANY = 429;
    private static final int TIMED_OUT = 408;
    private static final int OF_SERVER = 500;
    private static final int OF_REQUEST = 400;
    private static final long STACK = 256 * 1024L;

    /** Converts a notice to the body of an HTTP request. */
    interface Body {
        byte[] of(Notice notice);
    }

    /**
     * The address to which notices are posted, and the settings of these requests.
     * @param secret the key that signs requests; empty: requests are not signed
     * @param trusted the file with the trusted certificates; empty: Java's own certificates
     * @param type the content type of requests
     */
    record Target(Address address, Optional<Secret> secret, Optional<Path> trusted, String type) {
    }

    private final Target target;
    private final Body body;
    private final SecretText secrets;
    private final Clock clock;
    private final ThreadPoolExecutor thread;
    private Optional<HttpClient> client = Optional.empty();

    HttpPost(Target target, Body body, SecretText secrets, Clock clock) {
        this.target = target;
        this.body = body;
        this.secrets = secrets;
        this.clock = clock;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(null, work, "dpm-notice-http", STACK);
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public Outcome send(Notice notice, Duration most) throws InterruptedException {
        try {
            byte[] bytes = body.of(notice);
            HttpRequest.Builder request = HttpRequest.newBuilder(url()).timeout(most)
                    .header("Content-Type", target.type())
                    .header("User-Agent", "dpm-runner").POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
            if (target.secret().isPresent()) {
                request.header(Signature.HEADER,
                        Signature.of(secrets.of(target.secret().get()), clock.instant().getEpochSecond(), bytes));
            }
            return answered(request.build(), most);
        } catch (IOException e) {
            return Outcome.failed(words(e));
        }
    }

    private URI url() throws IOException {
        if (target.address().written().isPresent()) {
            return target.address().written().get();
        }
        try {
            URI url = new URI(secrets.of(target.address().hidden().orElseThrow()));
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw new IOException("what is kept as its url is no http or https address");
            }
            return url;
        } catch (java.net.URISyntaxException e) {
            // the cause is left out, since its message would contain the URL, which may be a secret
            throw new IOException("what is kept as its url is no address");
        }
    }

    private Outcome answered(HttpRequest request, Duration most) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client().sendAsync(request,
                head -> new FirstBytes(MOST_BYTES));
        try {
            return judged(answer.get(most.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Outcome.failed("no answer within " + most.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            return Outcome.failed(words(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static Outcome judged(HttpResponse<String> answer) {
        int status = answer.statusCode();
        String said = OneLine.of(Secrets.mask(OneLine.of(answer.body(), SHOWN)), SHOWN);
        String words = status + (said.isEmpty() ? "" : " " + said);
        if (status / 100 == 2) {
            return Outcome.delivered(words);
        }
        boolean isRefusal = status >= OF_REQUEST && status < OF_SERVER && status != TOO_MANY && status != TIMED_OUT;
        return isRefusal ? Outcome.refused(words) : Outcome.failed(words);
    }

    /** Why a request failed, without the receiver's address, which may contain a secret. */
    private static String words(Throwable trouble) {
        if (trouble instanceof java.net.http.HttpTimeoutException) {
            return "no answer in time";
        }
        if (trouble instanceof java.net.ConnectException) {
            return trouble.getMessage() == null
                    ? "the connection is refused, or the host is unknown"
                    : trouble.getMessage();
        }
        return PostTrouble.words(trouble);
    }

    private HttpClient client() throws IOException {
        if (client.isEmpty()) {
            client = Optional.of(HttpClient.newBuilder().executor(thread).version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER).sslContext(Trust.of(target.trusted().stream().toList()))
                    .build());
        }
        return client.get();
    }

    /** Releases the HTTP client. Its thread ends with it. */
    @Override
    public void close() {
        client = Optional.empty();
    }
}
