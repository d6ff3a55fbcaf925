package dev.dpm.api;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import dev.dpm.command.Commands;
import dev.dpm.command.Query;
import dev.dpm.incident.Incident.Summary;
import dev.dpm.view.Operations;

/** Serves the incidents of targets over HTTP: why a target ended, was restarted or failed a check or a threshold. */
@Path("/api/v1/incidents")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class IncidentsResource {

    private static final int MOST = 1000;

    private final Operations operations;
    private final Commands commands;
    private final Answers answers;

    @Inject
    IncidentsResource(Operations operations, Commands commands, Answers answers) {
        this.operations = operations;
        this.commands = commands;
        this.answers = answers;
    }

    /** The response with the incidents, newest first, one line each. */
    @GET
    public Response incidents(@QueryParam("target") String target, @QueryParam("limit") String limit,
            @Context HttpHeaders headers) {
        List<Summary> incidents = operations.incidents(Optional.ofNullable(target).filter(name -> !name.isEmpty()),
                (int) Query.number("limit", limit, 100, 1, MOST));
        if (Answers.wantsJson(headers)) {
            return answers.json(incidents).build();
        }
        StringBuilder lines = new StringBuilder();
        incidents.forEach(one -> lines.append(one.id()).append("  ").append(one.target()).append(": ")
                .append(one.sentence()).append("; done: ").append(one.done()).append('\n'));
        return answers.text(lines.toString()).build();
    }

    /**
     * The response with one incident.
     * @param name the incident's id, {@code last}, or the name of a target
     */
    @GET
    @Path("{name}")
    public Response incident(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.incident(name, Answers.parameters(uri, headers)));
    }
}
