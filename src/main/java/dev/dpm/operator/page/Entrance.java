package dev.dpm.operator.page;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.api.Session;
import dev.dpm.api.Tokens;
import dev.dpm.operator.page.People.Person;
import dev.dpm.operator.page.Visitors.Visitor;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site.Visit;

/** Lets people in: login and logout, sessions, and the checks on forms. */
final class Entrance {

    static final String OVER = "Your session is over: log in again.";
    private static final String NO_TOKEN = "This needs a bearer token that the cluster knows: Authorization: Bearer "
            + "TOKEN, as kubectl create token prints one.";
    /** The form of an address on this server; no address of another site matches. */
    private static final Pattern OURS = Pattern.compile("/(?!/)[A-Za-z0-9._~/-]*");
    private static final String THEME = "dpm_theme";
    private static final Set<String> THEMES = Set.of("light", "dark");
    /**
     * The largest length of a token. Real tokens are far shorter, but the API server would accept a header of a
     * megabyte.
     */
    private static final int LONGEST_TOKEN = 8_192;
    /**
     * How long the answer to a wrong token is delayed, so that guessing takes long. No thread waits during the delay.
     */
    private static final Duration PENALTY = Duration.ofMillis(200);

    private final People people;
    private final Frames frames;
    private final Guesses guesses;
    private final Visitors visitors = new Visitors();

    Entrance(People people, Frames frames, Guesses guesses) {
        this.people = people;
        this.frames = frames;
        this.guesses = guesses;
    }

    /** A person whom the cluster knows, with the request that the person sent. */
    record Guest(Visit visit, Visitor visitor, Person person) {

        /** Shows a sentence on the next page of this browser. */
        void leaveNotice(String sentence) {
            visitor.session().ifPresent(session -> session.leaveNotice(sentence));
        }
    }

    /** The person who sent a request; empty if the sender has no session and no valid token. */
    Optional<Guest> guest(Visit visit) throws IOException {
        Optional<Visitor> visitor = visitors.of(visit);
        Optional<Person> person = visitor.isPresent() ? known(visitor.get().token()) : Optional.empty();
        return person.map(known -> new Guest(visit, visitor.get(), known));
    }

    /** Refuses a program without a token, and sends a browser to the login. */
    static Answer stranger(Visit visit) throws Refused {
        if (FleetSite.isApi(visit)) {
            throw new Refused(401, NO_TOKEN);
        }
        return Answers.seeOther("/login" + (visit.path().equals("/") ? "" : "?next=" + ours(visit.path())));
    }

    private Optional<Person> known(String token) throws IOException {
        return token.isBlank() || token.length() > LONGEST_TOKEN || !token.matches("[\\x21-\\x7e]+")
                ? Optional.empty()
                : people.of(token);
    }

    /**
     * The sender of an order to the API, who must send the token itself. A session's cookie is not accepted, since a
     * browser adds it even to requests that a page of another site sends.
     */
    Guest ordering(Visit visit) throws Refused, IOException {
        checkOrigin(visit);
        return guest(visit).filter(guest -> guest.visitor().session().isEmpty())
                .orElseThrow(() -> new Refused(401, NO_TOKEN));
    }

    /** The fields of a form that was sent from a page of this server. */
    static Map<String, String> form(Visit visit) throws Refused {
        checkOrigin(visit);
        if (!visit.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            throw new Refused(415, "A form is expected: application/x-www-form-urlencoded.");
        }
        return Form.read(visit.form());
    }

    /** The browser that sent a form, which must carry the CSRF token of the browser's session. */
    Visitor sender(Visit visit, Map<String, String> form) throws Refused {
        Visitor visitor = visitors.of(visit).filter(each -> each.session().isPresent())
                .orElseThrow(() -> new Refused(401, OVER));
        if (!Tokens.isSame(visitor.session().orElseThrow().csrf(), form.getOrDefault("csrf", ""))) {
            throw new Refused(403, "This form is not of the session that sent it; load the page again.");
        }
        return visitor;
    }

    /** The person behind a form. */
    Guest guest(Visit visit, Visitor sender) throws Refused, IOException {
        return known(sender.token()).map(person -> new Guest(visit, sender, person))
                .orElseThrow(() -> new Refused(401, OVER));
    }

    /**
     * Checks that a form came from a page of this site. A page of another site may make a browser send a form; the
     * session's cookie is not sent along then, and such a form is refused here as well.
     */
    private static void checkOrigin(Visit visit) throws Refused {
        String host = visit.header("host").orElse("");
        boolean isOurs = visit.header("origin").map(origin -> origin.equals("https://" + host)).orElse(true);
        if (!isOurs || visit.header("sec-fetch-site").filter("cross-site"::equals).isPresent()) {
            throw new Refused(403, "A page of another site sent this; forms are taken from this server's own pages.");
        }
    }

    /** The page with the login form. */
    Answer login(Visit visit) {
        return login(visit, Answers.OK, "", Form.read(visit.query()).getOrDefault("next", ""));
    }

    Answer logIn(Visit visit, Map<String, String> form) throws IOException {
        String token = form.getOrDefault("token", "").strip();
        String next = form.getOrDefault("next", "");
        if (guesses.areTooMany(visit.from())) {
            return login(visit, 429, "Too many wrong tokens came from your address just now; try again in a second.",
                    next);
        }
        if (known(token).isEmpty()) {
            guesses.failed(visit.from());
            return login(visit, 401, "The cluster does not know this token, or it has expired.", next).after(PENALTY);
        }
        String place = ours(next);
        return Answers.withCookie(Answers.seeOther(place.isEmpty() ? "/" : place), visitors.open(token));
    }

    Answer logOut(Visitor visitor) {
        Session session = visitor.session().orElseThrow();
        return Answers.withCookie(Answers.seeOther("/login"), visitors.close(session));
    }

    private Answer login(Visit visit, int status, String message, String next) {
        return frames.page(status, "fleet/login", Map.of("frame", frames.of(visit, "Log in · fleet", 0,
                Visitor.NOBODY), "message", message, "next", ours(next)));
    }

    /** Switches the theme; choosing the same theme again removes the choice. */
    static Answer theme(Visit visit, Map<String, String> form) {
        String wanted = form.getOrDefault("theme", "");
        boolean isNew = THEMES.contains(wanted) && !Cookies.find(visit, THEME).filter(wanted::equals).isPresent();
        String back = ours(form.getOrDefault("back", ""));
        return Answers.withCookie(Answers.seeOther(back.isEmpty() ? "/" : back), THEME + "=" + (isNew ? wanted : "")
                + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + (isNew ? "31536000" : "0"));
    }

    /** The theme that the reader chose; empty if there is none. */
    static String theme(Visit visit) {
        return Cookies.find(visit, THEME).filter(THEMES::contains).orElse("");
    }

    private static String ours(String place) {
        return OURS.matcher(place).matches() ? place : "";
    }
}
