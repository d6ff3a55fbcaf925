package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.command.Commands;
import dev.dpm.command.Refusal;
import dev.dpm.config.ChangeRequest;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/** Serves a target's settings, and changes them while the target runs. */
@Path("/api/v1/targets")
public class SettingsResource {

    private final Operations operations;
    private final Commands commands;
    private final Answers answers;
    private final Bodies bodies;

    @Inject
    SettingsResource(Operations operations, Commands commands, Answers answers, Bodies bodies) {
        this.operations = operations;
        this.commands = commands;
        this.answers = answers;
        this.bodies = bodies;
    }

    @GET
    @Path("{name}/settings")
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public Response settings(@PathParam("name") String name) {
        return answers.json(operations.target(name).map(TargetView::masked).orElseThrow(() -> Refusal.unknown(name))
                .configuration()).build();
    }

    /**
     * Changes settings of a running target. The value null restores the configured value. If the settings do not have the
     * values under {@code expected}, nothing changes and the answer is 409.
     */
    @PATCH
    @Path("{name}/settings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public Response change(@PathParam("name") String name, byte[] body, @Context UriInfo uri,
            @Context HttpHeaders headers) {
        ChangeRequest asked = bodies.change(body);
        if (asked.texts().isEmpty()) {
            throw Refusal.badRequest("The body names no setting; allowed: an object such as {\"cpu_threshold\": 90}.");
        }
        return answers.of(commands.reply(operations.change(name, asked), Answers.parameters(uri, headers)));
    }
}
