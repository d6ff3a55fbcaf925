package dev.dpm.view;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts that the guard in front of the web part needs to let clients in.
 *
 * @param token the token that a client must send; never empty
 * @param allowedHosts host names that the console accepts in addition to the loopback names; without a port, in upper
 * or lower case
 * @param instance a text in the names of this runner's cookies, which distinguishes them from those of other runners on
 * the same host, since browsers send a host's cookies to all of its ports; letters, digits, hyphens and underscores
 */
public record Access(String token, Set<String> allowedHosts, String instance) {

    public Access {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the token is empty: everybody would be let in");
        }
        if (!instance.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("'" + instance + "' cannot be part of a cookie's name");
        }
        allowedHosts = allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A text for logs, without the token. */
    @Override
    public String toString() {
        return "Access[token=***, allowedHosts=" + allowedHosts + ", instance=" + instance + "]";
    }
}
