package dev.dpm.api;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.command.Commands;
import dev.dpm.command.Query;
import dev.dpm.command.Refusal;
import dev.dpm.command.RequestParameters;
import dev.dpm.command.RequestParameters.Form;
import dev.dpm.config.StartRequest;
import dev.dpm.pattern.Pattern;
import dev.dpm.view.Operations;

@Path("/api/v1/targets")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class TargetsResource {

    private final Operations operations;
    private final Commands commands;
    private final Answers answers;
    private final Bodies bodies;

    @Inject
    TargetsResource(Operations operations, Commands commands, Answers answers, Bodies bodies) {
        this.operations = operations;
        this.commands = commands;
        this.answers = answers;
        this.bodies = bodies;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public Response list() {
        return answers.of(commands.targets());
    }

    /** Starts a target. The request's body is the text of {@link StartRequest#encode}, or JSON with the same members. */
    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_JSON})
    public Response start(byte[] body, @Context UriInfo uri, @Context HttpHeaders headers) {
        boolean isJson = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType());
        RequestParameters parameters = Answers.parameters(uri, headers);
        return answers.of(isJson
                ? commands.start(bodies.start(body), parameters)
                : commands.start(new String(body, StandardCharsets.ISO_8859_1), parameters));
    }

    @GET
    @Path("{name}")
    @NonBlocking
    public Response target(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.target(name, Answers.parameters(uri, headers)));
    }

    /** The response with the traits that several incidents of the target have in common. */
    @GET
    @Path("{name}/patterns")
    public Response patterns(@PathParam("name") String name, @QueryParam("zone") String zone,
            @Context HttpHeaders headers) {
        ZoneId readersZone = Query.zone(zone);
        var unused = operations.target(name).orElseThrow(() -> Refusal.unknown(name));
        List<Pattern> patterns = operations.patterns(name, readersZone);
        if (Answers.wantsJson(headers)) {
            return answers.json(patterns).build();
        }
        StringBuilder lines = new StringBuilder();
        patterns.forEach(one -> lines.append(one.sentence()).append("; ").append(one.chanceWords())
                .append("; incidents ").append(String.join(", ", one.incidents())).append('\n'));
        return answers.text(lines.toString()).build();
    }

    @GET
    @Path("{name}/page")
    @Produces(MediaType.TEXT_PLAIN)
    public Response page(@PathParam("name") String name, @Context UriInfo uri) {
        return answers.of(commands.page(name, Answers.parameters(uri, Form.TEXT)));
    }

    @GET
    @Path("{name}/startup")
    @Produces(MediaType.TEXT_PLAIN)
    @NonBlocking
    public Response startup(@PathParam("name") String name, @Context UriInfo uri) {
        return answers.of(commands.startup(name, Answers.parameters(uri, Form.TEXT)));
    }

    /** The response with the target's processes, parents first. */
    @GET
    @Path("{name}/processes")
    @Produces(MediaType.APPLICATION_JSON)
    public Response processes(@PathParam("name") String name) {
        if (operations.target(name).isEmpty()) {
            throw Refusal.unknown(name);
        }
        return answers.json(operations.processes(name)).build();
    }

    /** The response with the target's last runs, newest first. */
    @GET
    @Path("{name}/runs")
    @Produces(MediaType.APPLICATION_JSON)
    public Response runs(@PathParam("name") String name) {
        if (operations.target(name).isEmpty()) {
            throw Refusal.unknown(name);
        }
        return answers.json(operations.runs(name)).build();
    }

    @POST
    @Path("{name}/acknowledge")
    public Response acknowledge(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.acknowledge(name, Answers.parameters(uri, headers)));
    }

    @POST
    @Path("{name}/start")
    public Response startAgain(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.startAgain(name, Answers.parameters(uri, headers)));
    }

    @POST
    @Path("{name}/stop")
    public Response stop(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.stop(name, Answers.parameters(uri, headers)));
    }

    @POST
    @Path("{name}/restart")
    public Response restart(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.restart(name, Answers.parameters(uri, headers)));
    }

    @POST
    @Path("{name}/reload")
    public Response reload(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.reload(name, Answers.parameters(uri, headers)));
    }

    /** Sends the signal in the parameter {@code signal} to the target. */
    @POST
    @Path("{name}/signal")
    public Response signal(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.signal(name, Answers.parameters(uri, headers)));
    }

    /** Ends the process of an attached target, which another program started. That program is expected to start it again. */
    @POST
    @Path("{name}/terminate")
    public Response terminate(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.terminate(name, Answers.parameters(uri, headers)));
    }

    @DELETE
    @Path("{name}")
    public Response remove(@PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.remove(name, Answers.parameters(uri, headers)));
    }
}
