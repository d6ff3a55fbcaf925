package dev.dpm.view;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may use the faces: what the guard before them needs to know.
 *
 * @param token what a caller has to show; never empty
 * @param allowedHosts names beside the loopback ones that the console answers to, without a port, in any case
 * @param instance tells this runner from others on the same host, whose cookies a browser mixes (cookies know no ports);
 *        letters, digits, hyphens and underscores
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

    /** Without the token. */
    @Override
    public String toString() {
        return "Access[token=***, allowedHosts=" + allowedHosts + ", instance=" + instance + "]";
    }
}
