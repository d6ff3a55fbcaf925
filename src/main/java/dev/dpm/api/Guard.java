package dev.dpm.api;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.view.Access;

/**
 * Stands before every page, file and call of the console's port: Host and Origin, then the token or a session. The
 * management port has no guard.
 */
@Singleton
public class Guard {

    /** How long a wrong token waits for its answer, so that guessing takes its time. */
    public static final Duration PENALTY = Duration.ofMillis(200);

    /** Where the request's session is kept for the pages. */
    private static final String SESSION = "dpm.session";
    /** Style, scripts and icons: the same for everybody, and wanted by the login page. */
    private static final String ASSETS = "/assets/";
    private static final String LOGIN = "/login";
    /** Before every route that the application and its extensions have. */
    private static final int FIRST = 10_000;
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = Logger.getLogger(Guard.class);

    private final Access access;
    private final Sessions sessions;
    private final ProblemAnswer answer;
    private final DoorRules rules;
    private final long largestBody;
    private final FailedTokens failures = new FailedTokens(System::nanoTime);

    @Inject
    Guard(Access access, Sessions sessions, ProblemAnswer answer,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.access = access;
        this.sessions = sessions;
        this.answer = answer;
        this.rules = new DoorRules(access.allowedHosts());
        this.largestBody = largestBody.asLongValue();
    }

    /** The session of a request; empty where a program showed the token itself. */
    public static Optional<Session> session(RoutingContext context) {
        return Optional.ofNullable(context.get(SESSION));
    }

    /** Refuses a form that is not of the session that sent it; a program that showed the token needs none. */
    public static void checkForm(RoutingContext context, String csrf) {
        Optional<Session> session = session(context);
        if (session.isPresent() && !Tokens.isSame(session.get().csrf(), csrf)) {
            throw Refusal.forbidden("This form is not of the session that sent it; load the page again.");
        }
    }

    /** Whether a token is the right one; a wrong one is written down. */
    public boolean isToken(String said, String address) {
        boolean right = Tokens.isSame(access.token(), said);
        if (!right && failures.isNews(address)) {
            LOG.warnf("a wrong token was shown address=%s", address);
        }
        return right;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        secure(context.response(), context.normalizedPath());
        Optional<Problem> objection = rules
                .objection(request.method().name(), host(request), request.getHeader(HttpHeaders.ORIGIN),
                        request.getHeader("Sec-Fetch-Site"))
                .or(() -> tooLarge(request));
        if (objection.isPresent()) {
            refuse(context, objection.get());
        } else if (isOpen(context.normalizedPath()) || hasSession(context)) {
            context.next();
        } else {
            checkToken(context);
        }
    }

    private static boolean isOpen(String path) {
        return path.equals(LOGIN) || path.startsWith(ASSETS);
    }

    private void checkToken(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            refuse(context, unauthorized("This needs the token: Authorization: Bearer TOKEN, where TOKEN stands in "
                    + "the file DPM_HOME/token."));
        } else if (isBearer(authorization)
                && isToken(authorization.substring(BEARER.length()).strip(), address(context))) {
            context.next();
        } else {
            context.vertx().setTimer(PENALTY.toMillis(), timer -> refuse(context, unauthorized(
                    "This is not the token of this runner; it stands in the file DPM_HOME/token.")));
        }
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private boolean hasSession(RoutingContext context) {
        Cookie cookie = context.request().getCookie(sessions.cookie());
        Optional<Session> session = sessions.find(cookie == null ? null : cookie.getValue());
        session.ifPresent(open -> context.put(SESSION, open));
        return session.isPresent();
    }

    private Optional<Problem> tooLarge(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null || Long.parseLong(length) <= largestBody
                    ? Optional.empty()
                    : Optional.of(Problem.of(413,
                            "The body has " + length + " bytes; at most " + largestBody + " are taken."));
        } catch (NumberFormatException e) {
            return Optional.of(Problem.of(400, "Content-Length is '" + length + "'; allowed: a number of bytes."));
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 413) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer.end(context, problem);
    }

    private static Problem unauthorized(String detail) {
        return Problem.of(401, detail);
    }

    /** OWASP HTTP Headers Cheat Sheet; same-origin, since no-referrer makes a browser send "Origin: null" with forms. */
    private static void secure(HttpServerResponse response, String path) {
        response.putHeader("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "same-origin");
        response.putHeader("X-Frame-Options", "DENY");
        if (!path.startsWith(ASSETS)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static String host(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.HOST);
    }

    private static String address(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }
}
