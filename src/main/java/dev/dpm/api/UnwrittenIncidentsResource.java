package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.dpm.command.Commands;

/** Serves the incidents that could not be written to disk, for the command line. */
@Path("/api/v1/unwritten-incidents")
@Produces(MediaType.TEXT_PLAIN)
public class UnwrittenIncidentsResource {

    private final Commands commands;
    private final Answers answers;

    @Inject
    UnwrittenIncidentsResource(Commands commands, Answers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @GET
    public Response summaries() {
        return answers.of(commands.unwrittenIncidents());
    }
}
