package dev.dpm.check.probe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.dpm.check.CheckResult;

/**
 * Runs HTTP checks as the kubelet does: GET, success with status 200 to 399, redirects to the same host, any certificate. The
 * class uses a socket, since {@code HttpURLConnection} cannot bound the time of a whole request, and {@code java.net.http}
 * needs threads.
 */
final class HttpProbe {

    /** The largest number of redirects that a check follows, as in Go's HTTP client. */
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final String userAgent;
    private final AnyCertificate tls = new AnyCertificate();

    HttpProbe(String version) {
        this.userAgent = "dpm-runner/" + version;
    }

    CheckResult probe(URI url, Duration timeout) throws IOException, TimedOut {
        Deadline deadline = Deadline.in(timeout);
        URI asked = url;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpHead head = ask(asked, deadline);
            Optional<URI> next = next(asked, head);
            if (next.isEmpty()) {
                return judge(head.status());
            }
            if (!url.getHost().equalsIgnoreCase(next.get().getHost())) {
                return CheckResult.passed("answered " + head.status()
                        + ", a redirect to another host, which is not followed");
            }
            asked = next.get();
        }
        return CheckResult.failed("redirected more than " + MOST_REDIRECTS + " times");
    }

    private static CheckResult judge(int status) {
        String reason = "answered " + status;
        return status >= 200 && status < 400 ? CheckResult.passed(reason) : CheckResult.failed(reason);
    }

    /** The URL to which a redirect leads. Empty: the response is no redirect, or does not lead to an HTTP URL. */
    private static Optional<URI> next(URI asked, HttpHead head) {
        if (!REDIRECTS.contains(head.status()) || head.location().isEmpty()) {
            return Optional.empty();
        }
        try {
            URI next = asked.resolve(head.location().get());
            boolean isWeb = "http".equalsIgnoreCase(next.getScheme()) || "https".equalsIgnoreCase(next.getScheme());
            return isWeb && next.getHost() != null ? Optional.of(next) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static boolean isTls(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : isTls(url) ? 443 : 80;
    }

    private HttpHead ask(URI url, Deadline deadline) throws IOException, TimedOut {
        boolean isTls = isTls(url);
        int port = port(url);
        try (ProbeConnection connection = ProbeConnection.to(url.getHost(), port, deadline)) {
            try {
                Socket socket = isTls ? tls.over(connection.socket(), url.getHost(), port) : connection.socket();
                socket.getOutputStream().write(request(url));
                socket.getOutputStream().flush();
                return HttpHead.read(new BufferedInputStream(socket.getInputStream(), 1024));
            } catch (IOException e) {
                throw connection.told(e);
            }
        }
    }

    private byte[] request(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        String port = ascii.getPort() > 0 ? ":" + ascii.getPort() : "";
        return ("GET " + path + query + " HTTP/1.1\r\nHost: " + ascii.getHost() + port + "\r\nUser-Agent: " + userAgent
                + "\r\nAccept: */*\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
