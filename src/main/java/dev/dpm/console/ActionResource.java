package dev.dpm.console;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Guard;
import dev.dpm.command.Refusal;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Instances;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;
import dev.dpm.console.ActionButton.Action;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.view.Dependents;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/**
 * Executes actions on a target that a person has chosen in the console. A request by the page's script is answered with only
 * the sentence about the result, a request of a browser without scripts with a whole page.
 */
@Path("/targets/{name}")
public class ActionResource {

    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    private static final String BY_SCRIPT = "HX-Request";

    private final Operations operations;

    @Inject
    ActionResource(Operations operations) {
        this.operations = operations;
    }

    /** The page that asks a person to confirm an action on a target. */
    @GET
    @Path("ask/{action:stop|restart|remove|acknowledge|change|reload|scale|signal}")
    @Produces(MediaType.TEXT_HTML)
    public String ask(@PathParam("name") String name, @PathParam("action") String word,
            @QueryParam("back") String back, @HeaderParam(BY_SCRIPT) String byScript, @Context RoutingContext context) {
        TargetView target = known(name);
        Action action = Action.valueOf(word.toUpperCase(Locale.ROOT));
        Question question = Question.of(target, action, back(back), "")
                .stopping(action == Action.STOP ? Dependents.of(name, operations.status()) : List.of());
        Frame frame = Frame.of(context, action.word() + " " + name + "? · dpm-runner", 0, "");
        return (byScript == null
                ? Templates.ask(frame, question)
                : Templates.question(question, frame.csrf())).render();
    }

    @POST
    @Path("{action:start|stop|restart|remove|acknowledge|reload}")
    public Response act(@PathParam("name") String name, @PathParam("action") String word,
            @FormParam("csrf") String csrf, @FormParam("back") String back, @HeaderParam(BY_SCRIPT) String byScript,
            @Context RoutingContext context) {
        Guard.checkForm(context, csrf);
        long before = newest(name);
        CommandResult reply = switch (Action.valueOf(word.toUpperCase(Locale.ROOT))) {
            case START -> operations.start(name);
            case STOP -> operations.stop(name);
            case RESTART -> operations.restart(name);
            case REMOVE -> operations.remove(name);
            case ACKNOWLEDGE -> operations.acknowledge(name);
            case RELOAD -> operations.reload(name);
            case CHANGE, SCALE, SIGNAL -> throw new IllegalStateException(word + " has a form of its own");
        };
        boolean isGone = word.equals("remove") && reply.outcome() == Outcome.DONE;
        if (byScript != null) {
            Response.ResponseBuilder answer = note(name, reply, before);
            return (isGone ? answer.header("HX-Redirect", "/") : answer).build();
        }
        return next(context, reply, isGone ? "overview" : back, name);
    }

    /** Executes the actions {@code scale} and {@code signal}, which have a parameter. */
    @POST
    @Path("{action:scale|signal}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response order(@PathParam("name") String name, @PathParam("action") String word,
            MultivaluedMap<String, String> form, @HeaderParam(BY_SCRIPT) String byScript,
            @Context RoutingContext context) {
        Guard.checkForm(context, form.getFirst("csrf"));
        TargetView target = known(name);
        Action action = Action.valueOf(word.toUpperCase(Locale.ROOT));
        long before = newest(name);
        CommandResult reply = action == Action.SCALE
                ? scaled(name, Optional.ofNullable(form.getFirst(Options.INSTANCES.name())).orElse(""))
                : operations.signal(name, Optional.ofNullable(form.getFirst("signal")).orElse(""));
        if (reply.outcome() == Outcome.INVALID) {
            return again(target, action, form, 400, reply.sentence(), byScript, context);
        }
        return byScript == null
                ? next(context, reply, back(form.getFirst("back")), name)
                : note(name, reply, before).build();
    }

    private CommandResult scaled(String name, String count) {
        try {
            return operations.scale(Instances.family(name).orElse(name), Options.INSTANCES.parse(count));
        } catch (BadValue e) {
            return CommandResult.of(Outcome.INVALID, ConfigFault.quoted(count) + " is not allowed; allowed: "
                    + e.getMessage());
        }
    }

    /**
     * Changes those settings of a target whose text the person has changed in the form. If one of them has meanwhile been
     * changed by somebody else, the answer is the form again.
     */
    @POST
    @Path("change")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(@PathParam("name") String name, MultivaluedMap<String, String> form,
            @HeaderParam(BY_SCRIPT) String byScript, @Context RoutingContext context) {
        Guard.checkForm(context, form.getFirst("csrf"));
        Changes changes = Changes.of(Question.fields(known(name)), form);
        long before = newest(name);
        CommandResult reply = changes.wanted().isEmpty()
                ? CommandResult.of(Outcome.ALREADY, name + " has these settings already")
                : operations.change(name, changes.request());
        if (reply.outcome() == Outcome.INVALID || reply.outcome() == Outcome.REFUSED) {
            TargetView now = known(name);
            String fault = changes.objection(Question.fields(now)).orElse(reply.sentence());
            return again(now, Action.CHANGE, form, statusOf(reply), fault, byScript, context);
        }
        return byScript == null
                ? next(context, reply, back(form.getFirst("back")), name)
                : note(name, reply, before).build();
    }

    private static Response again(TargetView target, Action action, MultivaluedMap<String, String> form, int status,
            String fault, String byScript, RoutingContext context) {
        Question again = Question.of(target, action, back(form.getFirst("back")), fault).filledWith(form);
        Frame frame = Frame.of(context, again.title() + " · dpm-runner", 0, "");
        return Response.status(status).header(HttpHeaders.CONTENT_TYPE, HTML).header("HX-Retarget", "#ask")
                .entity((byScript == null
                        ? Templates.ask(frame, again)
                        : Templates.question(again, frame.csrf())).render())
                .build();
    }

    private TargetView known(String name) {
        return operations.target(name).map(TargetView::masked).orElseThrow(() -> Refusal.unknown(name));
    }

    private long newest(String name) {
        return operations.latest().of(name).map(EventView::sequence).orElse(0L);
    }

    /**
     * The response with the sentence about an action. The page's script replaces the sentence when an event with a higher
     * number than {@code after} reports the end of the action.
     */
    private static Response.ResponseBuilder note(String name, CommandResult reply, long after) {
        boolean isUnderWay = reply.outcome() == Outcome.DONE;
        return Response.status(statusOf(reply)).header(HttpHeaders.CONTENT_TYPE, HTML)
                .entity(Templates.note(name, VisibleText.oneLine(sentence(reply)), after, isUnderWay).render());
    }

    private static int statusOf(CommandResult reply) {
        return switch (reply.outcome()) {
            case DONE, ALREADY -> 200;
            case REFUSED -> 409;
            case INVALID -> 400;
            case UNKNOWN -> 404;
        };
    }

    private static String sentence(CommandResult reply) {
        return reply.outcome() == Outcome.DONE || reply.outcome() == Outcome.ALREADY
                ? reply.sentence()
                : "Not done: " + reply.sentence();
    }

    private static Response next(RoutingContext context, CommandResult reply, String back, String name) {
        Guard.session(context).ifPresent(session -> session.leaveNotice(VisibleText.oneLine(sentence(reply))));
        return Response.seeOther(URI.create("target".equals(back) ? Row.pathOf(name) : "/")).build();
    }

    private static String back(String word) {
        return "target".equals(word) ? "target" : "overview";
    }
}
