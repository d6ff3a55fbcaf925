package dev.dpm.view;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the runner's web server needs to decide which requests to accept.
 *
 * @param token the token that a request must contain; never empty
 * @param allowedHosts host names that a request may address in addition to the loopback names; without a port, in upper
 *     or lower case
 * @param instance a text in the names of this runner's cookies: letters, digits, hyphens and underscores. Browsers send
 *     a host's cookies to all of its ports, so runners on the same host need different cookie names.
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

    /** A text for logs, from which the token is left out. */
    @Override
    public String toString() {
        return "Access[token=***, allowedHosts=" + allowedHosts + ", instance=" + instance + "]";
    }
}
