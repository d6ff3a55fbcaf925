package dev.dpm.view;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which requests the web server accepts.
 * @param token the access token, never empty
 * @param allowedHosts host names that requests may use besides loopback, without a port
 * @param instance part of the cookies' names, since a browser sends the cookies of one port of a host to all its ports
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

    @Override
    public String toString() {
        return "Access[token=***, allowedHosts=" + allowedHosts + ", instance=" + instance + "]";
    }
}
