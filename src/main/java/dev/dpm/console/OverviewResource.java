package dev.dpm.console;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.view.Operations;

/** Serves the overview, the page about the runner and the page of all events. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class OverviewResource {

    private final Operations operations;

    @Inject
    OverviewResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    public String overview(@QueryParam("name") String name, @QueryParam("state") String state,
            @QueryParam("all") String all, @Context RoutingContext context) {
        Overview page = Overview.of(operations, RowFilter.of(name, state, all));
        Facts facts = page.facts();
        return Templates.overview(Frame.of(context, facts.title(), facts.troubles(), "/live"), page).render();
    }

    @GET
    @Path("runner")
    public String runner(@Context RoutingContext context) {
        RunnerPage page = RunnerPage.of(operations);
        Facts facts = page.facts();
        return Templates.runner(Frame.of(context, facts.title("Runner"), facts.troubles(), "/runner/live"), page)
                .render();
    }

    @GET
    @Path("events")
    public String events(@QueryParam("target") String target, @QueryParam("kind") String kind,
            @QueryParam("severity") String severity, @QueryParam("until") String until,
            @Context RoutingContext context) {
        EventsPage page = EventsPage.of(operations, EventFilter.of("", target, kind, severity),
                EventsPage.until(until));
        return Templates.timeline(Frame.of(context, "Events · dpm-runner", 0, ""), page).render();
    }
}
