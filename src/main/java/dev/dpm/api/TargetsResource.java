package dev.dpm.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import jakarta.ws.rs.core.Response.ResponseBuilder;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.config.StartRequest;
import dev.dpm.view.Operations;
import dev.dpm.view.Operations.Startup;
import dev.dpm.view.ReadersClock;
import dev.dpm.view.StatusView;
import dev.dpm.view.Style;
import dev.dpm.view.TargetPageText;
import dev.dpm.view.TargetText;
import dev.dpm.view.TargetView;
import dev.dpm.view.Terminals;

/** The targets: look at them, start, stop, restart and remove them. */
@Path("/api/v1/targets")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class TargetsResource {

    /** Of a target's output, on its page. */
    private static final int LAST_LINES = 10;

    private final Operations operations;
    private final Answers answers;
    private final Bodies bodies;
    private final Terminals terminals;

    @Inject
    TargetsResource(Operations operations, Answers answers, Bodies bodies, Terminals terminals) {
        this.terminals = terminals;
        this.operations = operations;
        this.answers = answers;
        this.bodies = bodies;
    }

    /** Every target. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public Response list() {
        return answers.json(operations.status().masked().targets()).build();
    }

    /** What {@code start} asks: the form of {@link StartRequest#encode}, or for programs the same as JSON. */
    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_JSON})
    public Response start(String body, @Context HttpHeaders headers) {
        boolean isJson = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType());
        return answers.reply(operations.start(isJson ? bodies.start(body) : decode(body)), headers);
    }

    private static StartRequest decode(String form) {
        try {
            return StartRequest.decode(form);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("The start request could not be read: " + e.getMessage() + ".", e);
        }
    }

    /** One target; the headers say its state and why it is in it (as a form encodes texts, so that any letter passes). */
    @GET
    @Path("{name}")
    @NonBlocking
    public Response target(@PathParam("name") String name, @Context HttpHeaders headers) {
        TargetView view = known(name).masked();
        ResponseBuilder answer = Answers.wantsJson(headers)
                ? answers.json(view)
                : answers.text(TargetText.render(view, Style.PLAIN));
        return answer.header("Dpm-State", view.state().name())
                .header("Dpm-Reason", URLEncoder.encode(TargetText.reason(view), StandardCharsets.UTF_8)).build();
    }

    /**
     * One target on a page for people: with its processes and the last lines of its output; the header
     * {@code Dpm-Exit-Code} says how {@code status} ends.
     */
    @GET
    @Path("{name}/page")
    @Produces(MediaType.TEXT_PLAIN)
    public Response page(@PathParam("name") String name, @BeanParam Screen screen) {
        TargetView view = known(name).masked();
        Style style = screen.style(terminals);
        ReadersClock clock = screen.clock();
        String text = TargetPageText.render(view, operations.status().runner().faults(), operations.processes(name),
                operations.outputTail(name, LAST_LINES), style, clock);
        return answers.text(text).header("Dpm-Exit-Code", StatusView.isWell(view) ? 0 : 1).build();
    }

    /** How the launch of one incarnation goes; the header {@code Dpm-Stage} says how far it is. */
    @GET
    @Path("{name}/startup")
    @Produces(MediaType.TEXT_PLAIN)
    @NonBlocking
    public Response startup(@PathParam("name") String name, @QueryParam("incarnation") String incarnation) {
        TargetView view = known(name);
        Startup startup = operations.startup(name,
                Query.number("incarnation", incarnation, view.incarnation(), 0, Long.MAX_VALUE));
        return answers.text(startup.text()).header("Dpm-Stage", startup.stage().name()).build();
    }

    /** The processes of its tree, parents before their children. */
    @GET
    @Path("{name}/processes")
    @Produces(MediaType.APPLICATION_JSON)
    public Response processes(@PathParam("name") String name) {
        known(name);
        return answers.json(operations.processes(name)).build();
    }

    @POST
    @Path("{name}/acknowledge")
    public Response acknowledge(@PathParam("name") String name, @Context HttpHeaders headers) {
        return answers.reply(operations.acknowledge(name), headers);
    }

    @POST
    @Path("{name}/start")
    public Response startAgain(@PathParam("name") String name, @Context HttpHeaders headers) {
        return answers.reply(operations.start(name), headers);
    }

    @POST
    @Path("{name}/stop")
    public Response stop(@PathParam("name") String name, @Context HttpHeaders headers) {
        return answers.reply(operations.stop(name), headers);
    }

    @POST
    @Path("{name}/restart")
    public Response restart(@PathParam("name") String name, @Context HttpHeaders headers) {
        return answers.reply(operations.restart(name), headers);
    }

    @DELETE
    @Path("{name}")
    public Response remove(@PathParam("name") String name, @Context HttpHeaders headers) {
        return answers.reply(operations.remove(name), headers);
    }

    private TargetView known(String name) {
        return operations.target(name).orElseThrow(() -> Refusal.unknown(name));
    }
}
