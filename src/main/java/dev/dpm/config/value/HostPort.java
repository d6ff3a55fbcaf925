package dev.dpm.config.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a TCP connection.
 *
 * @param host without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern WRITTEN = Pattern
            .compile("(?:([A-Za-z0-9._-]{1,255})|\\[([A-Fa-f0-9:.]{2,45}(?:%[A-Za-z0-9._-]+)?)\\]):([0-9]{1,5})");

    /** Parses {@code 127.0.0.1:80}, {@code name:80} or {@code [::1]:80}; empty: any other text. */
    public static Optional<HostPort> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        return Optional.of(new HostPort(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
