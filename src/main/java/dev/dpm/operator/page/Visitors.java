package dev.dpm.operator.page;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

import dev.dpm.api.ConsoleSessions;
import dev.dpm.api.Session;
import dev.dpm.operator.webhook.Site.Request;
import dev.dpm.view.Access;

/**
 * The sessions of logged-in browsers, in memory. Each session has a bearer token, which the API server checks for each
 * request.
 */
final class Visitors {

    /**
     * The name of the cookie that contains the session's id. Because of the prefix {@code __Host-}, browsers accept the
     * cookie only over TLS and for this host (RFC 6265bis).
     */
    private static final String COOKIE = "__Host-dpm_fleet";
    private static final String BEARER = "Bearer ";
    /**
     * The sessions of browsers. The class for them is that of dpm-runner's console, but the cookie and the check of
     * bearer tokens are those of this class.
     */
    private final ConsoleSessions sessions = new ConsoleSessions(new Access("fleet", Set.of(), "fleet"));
    /** The bearer token of each session. When a session is garbage-collected, its token is removed. */
    private final Map<Session, String> tokens = Collections.synchronizedMap(new WeakHashMap<>());

    record Visitor(String token, Optional<Session> session) {

        static final Visitor NOBODY = new Visitor("", Optional.empty());

        /** A text for logs, from which the token is left out. */
        @Override
        public String toString() {
            return session.isPresent() ? "a browser" : "a program";
        }
    }

    Optional<Visitor> of(Request request) {
        String authorization = request.header("authorization").orElse("");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(new Visitor(authorization.substring(BEARER.length()).strip(), Optional.empty()));
        }
        return Cookies.find(request, COOKIE).flatMap(sessions::find)
                .flatMap(session -> Optional.ofNullable(tokens.get(session))
                        .map(token -> new Visitor(token, Optional.of(session))));
    }

    String open(String token) {
        Session session = sessions.open();
        tokens.put(session, token);
        return COOKIE + "=" + session.id() + "; Path=/; Secure; HttpOnly; SameSite=Strict";
    }

    String close(Session session) {
        tokens.remove(session);
        sessions.close(session);
        return COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
    }
}
