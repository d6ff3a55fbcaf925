package dev.dpm.console;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Guard;
import dev.dpm.api.Refusal;
import dev.dpm.api.Session;
import dev.dpm.api.Tokens;
import dev.dpm.view.Operations;
import dev.dpm.view.Operations.Reply;
import dev.dpm.view.Secrets;
import dev.dpm.view.TargetView;

/** The page of one target, and the forms that start, stop and restart it. */
@Path("/targets/{name}")
public class TargetResource {

    private static final int OUTPUT_LINES = 200;
    private static final int EVENTS = 100;

    private final Operations operations;

    @Inject
    TargetResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String page(@PathParam("name") String name, @Context RoutingContext context) {
        TargetView target = operations.target(name).map(Secrets::mask)
                .orElseThrow(() -> Refusal.unknown(name));
        Frame frame = Frame.of(Guard.session(context), operations.status().runner().version());
        return Templates.target(TargetPage.of(frame, target, operations.outputTail(name, OUTPUT_LINES),
                operations.events(Optional.of(name), 0, EVENTS), Instant.now())).render();
    }

    @POST
    @Path("{action:start|stop|restart}")
    public Response act(@PathParam("name") String name, @PathParam("action") String action,
            @FormParam("csrf") String csrf, @FormParam("back") String back, @Context RoutingContext context) {
        Optional<Session> session = Guard.session(context);
        if (session.isPresent() && !Tokens.isSame(session.get().csrf(), csrf)) {
            throw Refusal.forbidden("This form is not of the session that sent it; load the page again.");
        }
        Reply reply = switch (action) {
            case "start" -> operations.start(name);
            case "stop" -> operations.stop(name);
            default -> operations.restart(name);
        };
        session.ifPresent(open -> open.leaveNotice(reply.sentence()));
        return Response.seeOther(URI.create("target".equals(back) ? Row.pathOf(name) : "/")).build();
    }
}
