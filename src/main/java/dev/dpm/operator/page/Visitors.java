package dev.dpm.operator.page;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

import dev.dpm.api.ConsoleSessions;
import dev.dpm.api.Session;
import dev.dpm.operator.webhook.Site.Visit;
import dev.dpm.view.Access;

/**
 * Browsers that are logged in. Each uses one of the console's own sessions, with the bearer token of its login. The
 * cluster is asked about the token regularly, so that a session ends together with its token. Sessions are in memory
 * only.
 */
final class Visitors {

    /**
     * The name of the cookie. A browser accepts a cookie with this prefix over TLS only, for this host and all its
     * paths (RFC 6265bis).
     */
    private static final String COOKIE = "__Host-dpm_fleet";
    private static final String BEARER = "Bearer ";
    /** The sessions. A session's own cookie and token, which are the console's, are not used here. */
    private final ConsoleSessions sessions = new ConsoleSessions(new Access("fleet", Set.of(), "fleet"));
    /** The token of each session; when a session is dropped, its token is dropped as well. */
    private final Map<Session, String> tokens = Collections.synchronizedMap(new WeakHashMap<>());

    /** The sender of a request: a browser with a session, or a program that sends the token itself. */
    record Visitor(String token, Optional<Session> session) {

        /** The visitor of a request without a session and without a token. */
        static final Visitor NOBODY = new Visitor("", Optional.empty());

        /** A text for logs, without the token. */
        @Override
        public String toString() {
            return session.isPresent() ? "a browser" : "a program";
        }
    }

    Optional<Visitor> of(Visit visit) {
        String authorization = visit.header("authorization").orElse("");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(new Visitor(authorization.substring(BEARER.length()).strip(), Optional.empty()));
        }
        return Cookies.find(visit, COOKIE).flatMap(sessions::find)
                .flatMap(session -> Optional.ofNullable(tokens.get(session))
                        .map(token -> new Visitor(token, Optional.of(session))));
    }

    /** Opens a session and returns the value of the header Set-Cookie. */
    String open(String token) {
        Session session = sessions.open();
        tokens.put(session, token);
        return COOKIE + "=" + session.id() + "; Path=/; Secure; HttpOnly; SameSite=Strict";
    }

    /** Closes a session and returns the value of the header Set-Cookie. */
    String close(Session session) {
        tokens.remove(session);
        sessions.close(session);
        return COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
    }
}
