package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.dpm.ask.Commands;

/**
 * Serves the incidents that could not be written because the home is full or unwritable; the command line asks for
 * them.
 */
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

    /** The summaries of the incidents that are not written to disk, newest first. */
    @GET
    public Response summaries() {
        return answers.of(commands.unwrittenIncidents());
    }
}
