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
 * Browsers that are logged in, in the console's own sessions, each with the bearer token that it logged in with: the
 * cluster is asked about the token again and again, so that a session ends with it. In memory only.
 */
final class Visitors {

    /** A browser accepts a cookie of this prefix over TLS only, for this host and all of its paths (RFC 6265bis). */
    private static final String COOKIE = "__Host-dpm_fleet";
    private static final String BEARER = "Bearer ";
    /** The sessions' own cookie and token are not used here. */
    private final ConsoleSessions sessions = new ConsoleSessions(new Access("fleet", Set.of(), "fleet"));
    /** A session that is dropped takes its token with it. */
    private final Map<Session, String> tokens = Collections.synchronizedMap(new WeakHashMap<>());

    /** Who asks: with a session, or with the token itself, as programs do. */
    record Visitor(String token, Optional<Session> session) {

        /** Nobody who is known. */
        static final Visitor NOBODY = new Visitor("", Optional.empty());

        /** Leaves out the token. */
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

    /** Opens a session; the value of the header Set-Cookie. */
    String open(String token) {
        Session session = sessions.open();
        tokens.put(session, token);
        return COOKIE + "=" + session.id() + "; Path=/; Secure; HttpOnly; SameSite=Strict";
    }

    /** Closes a session; the value of the header Set-Cookie. */
    String close(Session session) {
        tokens.remove(session);
        sessions.close(session);
        return COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
    }
}
