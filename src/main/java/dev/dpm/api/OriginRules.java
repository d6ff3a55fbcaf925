package dev.dpm.api;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that pages of other sites send, and requests with the name of another host in the Host header (DNS
 * rebinding).
 * @param allowedHosts the host names, in lower case, that a Host header may contain besides those of loopback
 */
record OriginRules(Set<String> allowedHosts) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /**
     * Why a request is refused; empty: it is allowed.
     * @param host the Host header; null: missing
     * @param origin the Origin header; null: missing, as in requests of programs
     * @param fetchSite the Sec-Fetch-Site header; null: missing
     */
    Optional<Problem> objection(String method, String host, String origin, String fetchSite) {
        if (host == null || !isOurs(nameOf(host))) {
            return Optional.of(Problem.of(421, "This runner does not answer to the name '" + host
                    + "'; it answers to localhost, and to the names in --allowed_hosts."));
        }
        if (READING.contains(method)) {
            return Optional.empty();
        }
        if ("cross-site".equals(fetchSite) || origin != null && !isOf(origin, host)) {
            return Optional.of(Problem.of(403, "A page of another site sent this; commands are taken from "
                    + "this console's own pages and from programs."));
        }
        return Optional.empty();
    }

    /**
     * Why a request is refused whose absolute URI (RFC 9112, section 3.2.2) names another host. Empty: the URI names this
     * runner, or is only a path.
     * @param host the Host header; null: missing
     */
    Optional<Problem> address(String uri, String host) {
        boolean isPath = uri == null || uri.startsWith("/") || uri.equals("*");
        return isPath || host != null && isOf(uri, host) && isOurs(nameOf(host))
                ? Optional.empty()
                : Optional.of(Problem.of(400, "The request's address names another host; this runner is no proxy."));
    }

    private boolean isOurs(String name) {
        return LOOPBACK.contains(name) || allowedHosts.contains(name) || isLoopbackIpv6(name);
    }

    /**
     * Whether a host name is a loopback address as an IPv6 literal in any spelling, such as {@code [0:0:0:0:0:0:0:1]} or {@code
     * [::ffff:127.0.0.1]} (RFC 4291, section 2.2). No name is looked up, since brackets contain only a literal.
     */
    private static boolean isLoopbackIpv6(String name) {
        try {
            return name.startsWith("[") && name.endsWith("]") && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException noLiteral) {
            return false;
        }
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean isBareIpv6 = !host.startsWith("[") && host.indexOf(':') != colon;
        boolean hasPort = colon > host.lastIndexOf(']') && !isBareIpv6;
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static boolean isOf(String origin, String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
