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

import dev.dpm.command.Refusal;
import dev.dpm.listener.ClientConnection;
import dev.dpm.listener.MisuseLog;
import dev.dpm.listener.TlsPort;
import dev.dpm.view.Access;

/**
 * Checks every request to the console's port: first the headers Host and Origin, then the token or session. Requests to the
 * management port are not checked.
 */
@Singleton
public class Guard {

    /** The delay of the answer to a request with a wrong token, against guessing. */
    public static final Duration PENALTY = Duration.ofMillis(200);

    private static final String SESSION = "dpm.session";
    /** The path of styles, scripts and icons. They need no login, since the login page uses them. */
    private static final String ASSETS = "/assets/";
    private static final String LOGIN = "/login";
    private static final String API = "/api/v1/";
    /** The largest size of a login form, in bytes. A usual form has about a hundred. */
    private static final long LARGEST_LOGIN = 64 * 1024;
    private static final long NO_BODY = 0;
    /** The position of this check among the web server's routes: before those of the application and of Quarkus. */
    private static final int FIRST = 10_000;
    /**
     * The advice to a person whose browser's session is over. It avoids words such as token and header, which the person may
     * not know.
     */
    public static final String AGAIN = "log in again";
    private static final String OVER = "Your session is over: " + AGAIN + ".";

    private static final String BEARER = "Bearer ";
    private static final Logger LOG = Logger.getLogger(Guard.class);

    private final Access access;
    private final ConsoleSessions sessions;
    private final ProblemAnswer answer;
    private final OriginRules rules;
    private final long largestBody;
    private final MisuseLog misuse = MisuseLog.inLog(LOG);

    @Inject
    Guard(Access access, ConsoleSessions sessions, ProblemAnswer answer,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.access = access;
        this.sessions = sessions;
        this.answer = answer;
        this.rules = new OriginRules(access.allowedHosts());
        this.largestBody = largestBody.asLongValue();
    }

    /** The session of the browser that sent the request; empty: the client sent the token instead. */
    public static Optional<Session> session(RoutingContext context) {
        return Optional.ofNullable(context.get(SESSION));
    }

    /** Refuses a form that lacks the CSRF token of the browser's session. Requests with the runner's token need none. */
    public static void checkForm(RoutingContext context, String csrf) {
        Optional<Session> session = session(context);
        if (session.isPresent() && !Tokens.isSame(session.get().csrf(), csrf)) {
            throw Refusal.forbidden("This form is not of the session that sent it; load the page again.");
        }
    }

    /** Whether a text is the runner's token. If not, the client's address is logged. */
    public boolean isToken(String said, String address) {
        boolean right = Tokens.isSame(access.token(), said);
        if (!right) {
            misuse.about("a wrong token was shown", address);
        }
        return right;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        secure(context.response(), context.normalizedPath());
        if (request.isSSL()) {
            checkEncrypted(context);
            return;
        }
        Optional<Problem> objection = rules.address(request.uri(), host(request))
                .or(() -> rules.objection(request.method().name(), host(request),
                        request.getHeader(HttpHeaders.ORIGIN), request.getHeader("Sec-Fetch-Site")))
                .or(() -> unreadable(request)).or(() -> tooLarge(request, largest(context)));
        if (objection.isPresent()) {
            misuse.about("refused: " + objection.get().title(), address(context));
            refuse(context, objection.get());
        } else if (hasSession(context)) {
            goOn(context, true);
        } else if (isOpen(context.normalizedPath())) {
            goOn(context, false);
        } else {
            checkToken(context);
        }
    }

    /**
     * Checks a request to the encrypted port, which serves only the API and has a token of its own. No browser adds this token
     * by itself, so the headers Host and Origin need no check.
     */
    private void checkEncrypted(RoutingContext context) {
        Optional<Problem> objection = unreadable(context.request())
                .or(() -> tooLarge(context.request(), largestBody));
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (objection.isPresent()) {
            misuse.about("refused: " + objection.get().title(), address(context));
            refuse(context, objection.get());
        } else if (authorization == null) {
            refuse(context, unauthorized("This needs the token: Authorization: Bearer TOKEN, where TOKEN stands in the "
                    + "file token of --tls_folder."));
        } else if (!isBearer(authorization) || !isEncryptedPorts(bearer(authorization), address(context))) {
            context.vertx().setTimer(PENALTY.toMillis(), timer -> refuse(context, unauthorized(
                    "This is not the token of this port; it stands in the file token of --tls_folder.")));
        } else if (!context.normalizedPath().startsWith(API)) {
            refuse(context, Problem.of(404, "This port answers " + API + " and nothing else."));
        } else {
            goOn(context, true);
        }
    }

    private boolean isEncryptedPorts(String said, String address) {
        boolean right = TlsPort.current().flatMap(TlsPort::token).filter(token -> Tokens.isSame(token, said))
                .isPresent();
        if (!right) {
            misuse.about("a wrong token was shown", address);
        }
        return right;
    }

    /** Passes a request on, or refuses it if the bodies of the requests that are being read take too much memory. */
    private void goOn(RoutingContext context, boolean isKnown) {
        long most = isKnown || context.normalizedPath().equals(LOGIN) ? largest(context) : NO_BODY;
        boolean hasRoom = ClientConnection.of(context.request().connection())
                .map(connection -> connection.admit(most, isKnown))
                .orElse(true);
        if (hasRoom) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(context, Problem.of(503, "Other requests with a body are being read; try again in a second."));
        }
    }

    private long largest(RoutingContext context) {
        return context.normalizedPath().equals(LOGIN) ? LARGEST_LOGIN : largestBody;
    }

    private static boolean isOpen(String path) {
        return path.equals(LOGIN) || path.startsWith(ASSETS);
    }

    private void checkToken(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            refuse(context,
                    hadSession(context)
                            ? unauthorized(OVER)
                            : unauthorized("This needs the token: Authorization: Bearer TOKEN, where TOKEN stands in "
                                    + "the file DPM_HOME/token."));
        } else if (isBearer(authorization)
                && isToken(bearer(authorization), address(context))) {
            goOn(context, true);
        } else {
            context.vertx().setTimer(PENALTY.toMillis(), timer -> refuse(context, unauthorized(
                    "This is not the token of this runner; it stands in the file DPM_HOME/token.")));
        }
    }

    /** Whether the browser sends a session cookie of any runner: of this one, an earlier one or one at another port. */
    private static boolean hadSession(RoutingContext context) {
        return context.request().cookies().stream()
                .anyMatch(cookie -> cookie.getName().startsWith(ConsoleSessions.COOKIE));
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static String bearer(String authorization) {
        return authorization.substring(BEARER.length()).strip();
    }

    private boolean hasSession(RoutingContext context) {
        Cookie cookie = context.request().getCookie(sessions.cookie());
        Optional<Session> session = sessions.find(cookie == null ? null : cookie.getValue());
        session.ifPresent(open -> context.put(SESSION, open));
        return session.isPresent();
    }

    /** The problem of a malformed Accept or Content-Type header; empty: none is malformed. */
    private static Optional<Problem> unreadable(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.isBlank()) {
            // an empty Accept header counts as missing (RFC 9110, section 12.5.1); it is removed, since later handlers do not
            // know this
            request.headers().remove(HttpHeaders.ACCEPT);
            accept = null;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (accept != null && !MediaTypes.areRanges(accept)) {
            return Optional.of(Problem.of(400, "The Accept header is no list of media types such as text/plain."));
        }
        return type == null || MediaTypes.isType(type)
                ? Optional.empty()
                : Optional.of(Problem.of(400, "The Content-Type header is no media type such as application/json."));
    }

    private static Optional<Problem> tooLarge(HttpServerRequest request, long most) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null || Long.parseLong(length) <= most
                    ? Optional.empty()
                    : Optional.of(Problem.of(413,
                            "The body has " + length + " bytes; at most " + most + " are taken."));
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

    /**
     * Sets the response's security headers (OWASP HTTP Headers Cheat Sheet). The referrer policy is same-origin: with
     * no-referrer, browsers send "Origin: null".
     */
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
