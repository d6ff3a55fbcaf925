package dev.dpm.console;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.command.Refusal;
import dev.dpm.view.Operations;

@Path("/incidents")
@Produces(MediaType.TEXT_HTML)
public class IncidentResource {

    private static final int NOT_FOUND = 404;

    private final Operations operations;

    @Inject
    IncidentResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    public String incidents(@QueryParam("target") String target, @Context RoutingContext context) {
        IncidentsPage page = IncidentsPage.of(operations, Optional.ofNullable(target).orElse(""));
        return Templates.incidents(Frame.of(context, "Incidents · dpm-runner", 0, ""), page).render();
    }

    @GET
    @Path("{id}")
    public String incident(@PathParam("id") String id, @Context RoutingContext context) {
        IncidentPage page = operations.incident(id)
                .map(incident -> IncidentPage.of(incident, IncidentCharts.of(incident, operations, Instant.now())))
                .orElseThrow(() -> Refusal.of(NOT_FOUND, "there is no incident " + id + "; /incidents lists them"));
        return Templates.incident(Frame.of(context, "Incident of " + page.target() + " · dpm-runner", 0, ""), page)
                .render();
    }
}
