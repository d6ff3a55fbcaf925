package dev.dpm.console;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Guard;
import dev.dpm.view.Operations;
import dev.dpm.view.Secrets;
import dev.dpm.view.StatusView;

/** The first page: every target, what it does and what happened to it. */
@Path("/")
public class OverviewResource {

    private static final int EVENTS_LOOKED_AT = 500;

    private final Operations operations;

    @Inject
    OverviewResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String overview(@Context RoutingContext context) {
        StatusView status = Secrets.mask(operations.status());
        Frame frame = Frame.of(Guard.session(context), status.runner().version());
        return Templates.overview(Overview.of(frame, status,
                operations.events(Optional.empty(), 0, EVENTS_LOOKED_AT), Instant.now())).render();
    }
}
