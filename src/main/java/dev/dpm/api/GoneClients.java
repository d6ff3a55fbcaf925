package dev.dpm.api;

import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.listener.ClientPresence;

/**
 * Drops a request whose client closed its connection before the runner begins the work. Such a client has already
 * reported a failure to its user, who may have started another action since. The check runs on the thread that carries
 * out the request, so the check covers the time in which the request waited for a worker thread.
 */
class GoneClients {

    /** The HTTP methods of requests that change nothing (RFC 9110, section 9.2.1). */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /**
     * The HTTP status that servers such as nginx log for a request whose client closed the connection. No client ever
     * receives this status.
     */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    @ServerRequestFilter
    Optional<Response> drop(ContainerRequestContext request, RoutingContext context) {
        return !READING.contains(request.getMethod()) && ClientPresence.isGone(context.request().connection())
                ? Optional.of(Response.status(CLIENT_CLOSED_REQUEST).build())
                : Optional.empty();
    }
}
