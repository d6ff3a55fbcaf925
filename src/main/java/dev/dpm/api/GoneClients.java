package dev.dpm.api;

import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.listener.ClientPresence;

/**
 * Drops a request if its client has closed the connection before the work begins. The work is not done, since the user may have
 * done something else meanwhile.
 */
class GoneClients {

    /** The HTTP methods that change nothing (RFC 9110, section 9.2.1). */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** The status of a request whose client has closed the connection, as nginx logs it. No client receives it. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    @ServerRequestFilter
    Optional<Response> drop(ContainerRequestContext request, RoutingContext context) {
        return !READING.contains(request.getMethod()) && ClientPresence.isGone(context.request().connection())
                ? Optional.of(Response.status(CLIENT_CLOSED_REQUEST).build())
                : Optional.empty();
    }
}
