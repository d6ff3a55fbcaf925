package dev.dpm.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.ConsoleSessions;
import dev.dpm.api.Guard;
import dev.dpm.api.OneTimeCodes;
import dev.dpm.api.Session;
import dev.dpm.command.Refusal;

/** Logs browsers in and out. A login requires a one-time code or the token. */
@Path("/")
public class LoginResource {

    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private static final String TOKEN = "token=";
    private static final String NEXT = "next=";
    private static final int MOST_FIELDS = 16;

    private final Guard guard;
    private final ConsoleSessions sessions;
    private final OneTimeCodes codes;

    @Inject
    LoginResource(Guard guard, ConsoleSessions sessions, OneTimeCodes codes) {
        this.guard = guard;
        this.sessions = sessions;
        this.codes = codes;
    }

    /**
     * Logs a browser in with a one-time code. The answer is a page that opens the next page, and not an HTTP redirect: if
     * another program opened this URL in the browser, the browser would follow a redirect without sending the new
     * SameSite=Strict cookie.
     */
    @GET
    @Path("login")
    public Uni<Response> withCode(@QueryParam("code") String code, @QueryParam("next") String next) {
        if (code == null) {
            return Uni.createFrom().item(page(200, login("", next)));
        }
        return codes.redeem(code)
                ? Uni.createFrom().item(welcome(next))
                : refused("This address was used already or is older than a minute.", next);
    }

    /**
     * Logs a browser in with the token. The form is parsed here, because Quarkus's parser throws an exception for each piece of
     * an oversized field.
     */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> withToken(String form, @Context RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        String next = field(form, NEXT).orElse("");
        boolean right = field(form, TOKEN).filter(token -> guard.isToken(token.strip(), address)).isPresent();
        return right
                ? Uni.createFrom().item(welcome(next))
                : refused("This is not the token of this runner.", next);
    }

    private static Optional<String> field(String form, String name) {
        try {
            return Arrays.stream(form.split("&", MOST_FIELDS)).filter(pair -> pair.startsWith(name)).findFirst()
                    .map(pair -> URLDecoder.decode(pair.substring(name.length()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    @POST
    @Path("logout")
    public Response logout(@FormParam("csrf") String csrf, @Context RoutingContext context) {
        Session session = Guard.session(context)
                .orElseThrow(() -> Refusal.badRequest("There is no session to end."));
        Guard.checkForm(context, csrf);
        sessions.close(session);
        return Response.fromResponse(page(200, login("You are logged out.", ""))).cookie(cookie("", 0)).build();
    }

    /**
     * Creates a session and returns a page that opens {@code next}.
     * @param next the URL of a page; if it is not a page of the console, the overview is opened instead
     */
    private Response welcome(String next) {
        String page = PageRequest.ours(next);
        NewCookie cookie = cookie(sessions.open().id(), NewCookie.DEFAULT_MAX_AGE);
        return Response
                .fromResponse(
                        page(200, Templates.welcome(Frame.bare("Welcome · dpm-runner"), page.isEmpty() ? "/" : page)))
                .cookie(cookie)
                .build();
    }

    private NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(sessions.cookie()).value(value).path("/").httpOnly(true)
                .sameSite(SameSite.STRICT).maxAge(maxAge).build();
    }

    private static Uni<Response> refused(String message, String next) {
        Duration penalty = Guard.PENALTY;
        return Uni.createFrom().item(() -> page(401, login(message, next))).onItem().delayIt().by(penalty);
    }

    private static TemplateInstance login(String message, String next) {
        return Templates.login(Frame.bare("Log in · dpm-runner"), message, PageRequest.ours(next));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).header(HttpHeaders.CONTENT_TYPE, HTML).entity(page.render()).build();
    }
}
