package dev.dpm.operator.page;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.api.Session;
import dev.dpm.api.Tokens;
import dev.dpm.operator.page.Authenticator.Person;
import dev.dpm.operator.page.Visitors.Visitor;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site.Request;

/** Logs people in and out, finds the person who sent a request, and checks submitted forms. */
final class RequestAuthentication {

    static final String SESSION_OVER = "Your session is over: log in again.";
    private static final String NO_TOKEN = "This needs a bearer token that the cluster knows: Authorization: Bearer "
            + "TOKEN, as kubectl create token prints one.";
    /**
     * A path without a host. After a login, the browser is redirected only to such a path, and so to no other server.
     */
    private static final Pattern OURS = Pattern.compile("/(?!/)[A-Za-z0-9._~/-]*");
    private static final String THEME = "dpm_theme";
    private static final String TOO_MANY = "Too many wrong tokens came from your address just now; try again in a second.";
    private static final Set<String> THEMES = Set.of("light", "dark");
    /**
     * The longest bearer token that is sent to the API server, in characters. The API server would accept a megabyte.
     */
    private static final int LONGEST_TOKEN = 8_192;
    /** The delay of the response to a wrong token, which slows down guessing. No thread waits for it. */
    private static final Duration PENALTY = Duration.ofMillis(200);

    private final Authenticator authenticator;
    private final Frames frames;
    private final WrongTokens wrongTokens;
    private final Visitors visitors = new Visitors();

    RequestAuthentication(Authenticator authenticator, Frames frames, WrongTokens wrongTokens) {
        this.authenticator = authenticator;
        this.frames = frames;
        this.wrongTokens = wrongTokens;
    }

    /** A person whom the API server has authenticated, with the request that the person sent. */
    record AuthenticatedRequest(Request request, Visitor visitor, Person person) {

        /** Stores a sentence that the next page in this browser shows. */
        void leaveNotice(String sentence) {
            visitor.session().ifPresent(session -> session.leaveNotice(sentence));
        }
    }

    /**
     * Finds the person who sent a request; empty if the request has no session and no token. If many wrong tokens came
     * from the client's address, no further token is checked by the API server. A person whom the API server
     * authenticated just before is accepted even then, since all people may share one address (through kubectl
     * port-forward).
     */
    Optional<AuthenticatedRequest> authenticate(Request request) throws Refused, IOException {
        Optional<Visitor> visitor = visitors.of(request);
        if (visitor.isEmpty()) {
            return Optional.empty();
        }
        boolean isProgram = visitor.get().session().isEmpty();
        if (isProgram && wrongTokens.areTooMany(request.from()) && !authenticator.isCached(visitor.get().token())) {
            throw new Refused(429, TOO_MANY);
        }
        Optional<Person> person = known(visitor.get().token());
        if (isProgram && person.isEmpty()) {
            wrongTokens.failed(request.from());
        }
        return person.map(known -> new AuthenticatedRequest(request, visitor.get(), known));
    }

    /**
     * The response to a request that has neither a session nor a valid token: a program gets an error, and a browser is
     * redirected to the login page.
     */
    static Answer loginRequired(Request request) throws Refused {
        if (FleetSite.isApi(request)) {
            throw new Refused(401, NO_TOKEN);
        }
        return Answers.seeOther("/login" + (request.path().equals("/") ? "" : "?next=" + ours(request.path())));
    }

    private Optional<Person> known(String token) throws IOException {
        return token.isBlank() || token.length() > LONGEST_TOKEN || !token.matches("[\\x21-\\x7e]+")
                ? Optional.empty()
                : authenticator.authenticate(token);
    }

    /**
     * Finds the person who sent an API request that changes something. The request must have a bearer token: a cookie is
     * not enough, since the browser sends cookies with requests from pages of other sites too.
     */
    AuthenticatedRequest authenticateApiRequest(Request request) throws Refused, IOException {
        checkOrigin(request);
        return authenticate(request).filter(guest -> guest.visitor().session().isEmpty())
                .orElseThrow(() -> new Refused(401, NO_TOKEN));
    }

    /**
     * Reads the fields of a submitted form.
     *
     * @throws Refused if a page of another site submitted the form
     */
    static Map<String, String> form(Request request) throws Refused {
        checkOrigin(request);
        if (!request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            throw new Refused(415, "A form is expected: application/x-www-form-urlencoded.");
        }
        return Form.read(request.form());
    }

    Visitor formSender(Request request, Map<String, String> form) throws Refused {
        Visitor visitor = visitors.of(request).filter(each -> each.session().isPresent())
                .orElseThrow(() -> new Refused(401, SESSION_OVER));
        if (!Tokens.isSame(visitor.session().orElseThrow().csrf(), form.getOrDefault("csrf", ""))) {
            throw new Refused(403, "This form is not of the session that sent it; load the page again.");
        }
        return visitor;
    }

    AuthenticatedRequest authenticate(Request request, Visitor sender) throws Refused, IOException {
        return known(sender.token()).map(person -> new AuthenticatedRequest(request, sender, person))
                .orElseThrow(() -> new Refused(401, SESSION_OVER));
    }

    private static void checkOrigin(Request request) throws Refused {
        String host = request.header("host").orElse("");
        boolean isOurs = request.header("origin").map(origin -> origin.equals("https://" + host)).orElse(true);
        if (!isOurs || request.header("sec-fetch-site").filter("cross-site"::equals).isPresent()) {
            throw new Refused(403, "A page of another site sent this; forms are taken from this server's own pages.");
        }
    }

    Answer login(Request request) {
        return login(request, Answers.OK, "", Form.read(request.query()).getOrDefault("next", ""));
    }

    Answer logIn(Request request, Map<String, String> form) throws IOException {
        String token = form.getOrDefault("token", "").strip();
        String next = form.getOrDefault("next", "");
        if (wrongTokens.areTooMany(request.from()) && !authenticator.isCached(token)) {
            return login(request, 429, TOO_MANY, next);
        }
        if (known(token).isEmpty()) {
            wrongTokens.failed(request.from());
            return login(request, 401, "The cluster does not know this token, or it has expired.", next).after(PENALTY);
        }
        String place = ours(next);
        return Answers.withCookie(Answers.seeOther(place.isEmpty() ? "/" : place), visitors.open(token));
    }

    Answer logOut(Visitor visitor) {
        Session session = visitor.session().orElseThrow();
        return Answers.withCookie(Answers.seeOther("/login"), visitors.close(session));
    }

    private Answer login(Request request, int status, String message, String next) {
        return frames.page(status, "fleet/login", Map.of("frame", frames.of(request, "Log in · fleet", 0,
                Visitor.NOBODY), "message", message, "next", ours(next)));
    }

    /**
     * Stores in a cookie whether the pages are light or dark. If the person chooses the present theme again, the cookie
     * is deleted, and the pages have the theme of the operating system.
     */
    static Answer theme(Request request, Map<String, String> form) {
        String wanted = form.getOrDefault("theme", "");
        boolean isNew = THEMES.contains(wanted) && !Cookies.find(request, THEME).filter(wanted::equals).isPresent();
        String back = ours(form.getOrDefault("back", ""));
        return Answers.withCookie(Answers.seeOther(back.isEmpty() ? "/" : back), THEME + "=" + (isNew ? wanted : "")
                + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + (isNew ? "31536000" : "0"));
    }

    static String theme(Request request) {
        return Cookies.find(request, THEME).filter(THEMES::contains).orElse("");
    }

    private static String ours(String place) {
        return OURS.matcher(place).matches() ? place : "";
    }
}
