package dev.dpm.console;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.command.HeapGuard;
import dev.dpm.command.Refusal;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/** Serves a target's page, its charts and its events. */
@Path("/targets/{name}")
@Produces(MediaType.TEXT_HTML)
public class TargetResource {

    private static final int OUTPUT_LINES = 200;

    private final Operations operations;
    private final ObjectMapper json;
    private final HeapGuard heap = new HeapGuard();

    @Inject
    TargetResource(Operations operations, ObjectMapper json) {
        this.operations = operations;
        this.json = json;
    }

    @GET
    public String page(@PathParam("name") String name, @QueryParam("range") String range,
            @Context RoutingContext context) {
        TargetPage page = TargetPage.of(operations, name).orElseThrow(() -> Refusal.unknown(name));
        return heap.forOutput(() -> operations.output(name, OutputQuery.last(OUTPUT_LINES)),
                output -> render(page, LogPage.of(name, output, ""), range, context));
    }

    private String render(TargetPage page, LogPage log, String range, RoutingContext context) {
        String name = page.row().name();
        Frame frame = Frame.of(context, page.title(), page.facts().troubles(),
                page.row().path() + "/live?after=" + log.to());
        return Templates
                .target(frame, page, Charts.of(operations, known(name), Charts.range(range, UsageRange.QUARTER)), log,
                        PatternLine.of(operations, name))
                .render();
    }

    /** CPU and memory of a target over a range of time, as JSON for the charts. */
    @GET
    @Path("usage")
    @Produces(MediaType.APPLICATION_JSON)
    public String usage(@PathParam("name") String name, @QueryParam("range") String range)
            throws JsonProcessingException {
        TargetView target = known(name);
        UsageSeries series = operations.usage(name, Charts.range(range, UsageRange.QUARTER))
                .orElseThrow(() -> Refusal.unknown(name));
        return json.writeValueAsString(UsageJson.of(target, series));
    }

    @GET
    @Path("events")
    public String events(@PathParam("name") String name, @QueryParam("kind") String kind,
            @QueryParam("severity") String severity, @QueryParam("until") String until,
            @Context RoutingContext context) {
        EventsPage page = EventsPage.of(operations, EventFilter.of(name, name, kind, severity),
                EventsPage.until(until));
        if (page.events().isEmpty()) {
            known(name);
        }
        return Templates.timeline(Frame.of(context, "Events of " + name + " · dpm-runner", 0, ""), page).render();
    }

    private TargetView known(String name) {
        return operations.target(name).orElseThrow(() -> Refusal.unknown(name));
    }
}
