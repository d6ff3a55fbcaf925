package dev.dpm.api;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;

import dev.dpm.command.Commands;
import dev.dpm.command.Json;
import dev.dpm.view.Operations;

@Path("/api/v1")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class RunnerResource {

    private final Operations operations;
    private final Commands commands;
    private final Answers answers;
    private final OneTimeCodes codes;
    private final LiveStreams streams;
    private final Json json;

    @Inject
    RunnerResource(Operations operations, Commands commands, Answers answers, OneTimeCodes codes, LiveStreams streams,
            Json json) {
        this.operations = operations;
        this.commands = commands;
        this.answers = answers;
        this.codes = codes;
        this.streams = streams;
        this.json = json;
    }

    /** Stops every target and ends the runner. With {@code keep_targets=true}, only the runner ends. */
    @POST
    @Path("shutdown")
    public Response shutdown(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.shutdown(Answers.parameters(uri, headers)));
    }

    /** Ends the processes that some target has started, but that cannot be assigned to a target. */
    @POST
    @Path("unclaimed/stop")
    public Response stopUnclaimed(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.stopUnclaimed(Answers.parameters(uri, headers)));
    }

    /** The response with the processes that some target has started, but that cannot be assigned to a target. */
    @GET
    @Path("unclaimed")
    public Response unclaimed(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.unclaimed(Answers.parameters(uri, headers)));
    }

    /** Sends a test notice to the configured receivers. */
    @POST
    @Path("notices/test")
    public Response testReceivers(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.testReceivers(Answers.parameters(uri, headers)));
    }

    /** The response with the results of the latest test of receivers. */
    @GET
    @Path("notices/test")
    public Response receiverTest(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.receiverTest(Answers.parameters(uri, headers)));
    }

    @POST
    @Path("reload")
    public Response reload(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.reload(Answers.parameters(uri, headers)));
    }

    @POST
    @Path("scale")
    public Response scale(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.scale(Answers.parameters(uri, headers)));
    }

    @GET
    @Path("runner")
    @Produces(MediaType.APPLICATION_JSON)
    public Response runner() {
        ObjectNode runner = json.tree(operations.runner());
        runner.put("open_streams", streams.count()).put("most_streams", LiveStreams.MOST);
        return answers.json(runner).build();
    }

    /** The response with load, memory and file systems of the machine, which are at most ten seconds old. */
    @GET
    @Path("machine")
    @Produces(MediaType.APPLICATION_JSON)
    public Response machine() {
        return answers.json(operations.machine()).build();
    }

    /** The response with a URL that logs a browser in. The URL works once, and for a minute. */
    @POST
    @Path("console-codes")
    @NonBlocking
    public Response consoleCode(@Context HttpServerRequest request, @Context HttpHeaders headers) {
        String address = request.scheme() + "://" + request.getHeader(HttpHeaders.HOST) + "/login?code="
                + codes.create();
        return Answers.wantsJson(headers)
                ? answers.json(Map.of("address", address, "valid_seconds", OneTimeCodes.VALID.toSeconds())).build()
                : answers.text(address + "\n").build();
    }
}
