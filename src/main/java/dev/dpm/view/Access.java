package dev.dpm.view;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts that the guard in front of the web part needs to let clients in.
 *
 * @param token the token that a client must send; never empty
 * @param allowedHosts host names that the console accepts in addition to the loopback names, without a port, in any
 *     case
 * @param instance distinguishes this runner's cookies from those of others on the same host, since browsers send
 *     cookies to all ports; letters, digits, hyphens and underscores
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

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "Access[token=***, allowedHosts=" + allowedHosts + ", instance=" + instance + "]";
    }
}
