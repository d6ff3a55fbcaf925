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

/** Sessions of logged-in browsers, in memory, each with a bearer token that is checked again and again. */
final class Visitors {

    /** The prefix makes browsers accept the cookie only over TLS and for this host (RFC 6265bis). */
    private static final String COOKIE = "__Host-dpm_fleet";
    private static final String BEARER = "Bearer ";
    /** The console's implementation of sessions, without its cookie and token. */
    private final ConsoleSessions sessions = new ConsoleSessions(new Access("fleet", Set.of(), "fleet"));
    /** The bearer token of each session, dropped with it. */
    private final Map<Session, String> tokens = Collections.synchronizedMap(new WeakHashMap<>());

    /** Who sent a request: a browser with a session, or a program that sent a bearer token. */
    record Visitor(String token, Optional<Session> session) {

        /** The sender of a request without a session and without a token. */
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

    /** Opens a session for a person with this token, and returns the value of the header Set-Cookie. */
    String open(String token) {
        Session session = sessions.open();
        tokens.put(session, token);
        return COOKIE + "=" + session.id() + "; Path=/; Secure; HttpOnly; SameSite=Strict";
    }

    /** Closes a person's session, and returns the value of the header Set-Cookie that deletes the cookie. */
    String close(Session session) {
        tokens.remove(session);
        sessions.close(session);
        return COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
    }
}
