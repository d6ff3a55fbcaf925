package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.command.Commands;

@Path("/api/v1/status")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class StatusResource {

    private final Commands commands;
    private final Answers answers;

    @Inject
    StatusResource(Commands commands, Answers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @GET
    @NonBlocking
    public Response status(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.status(Answers.parameters(uri, headers)));
    }
}
