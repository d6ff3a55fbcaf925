package dev.dpm.operator.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.api.Problem;
import dev.dpm.api.Session;
import dev.dpm.api.Tokens;
import dev.dpm.console.ForeignTarget;
import dev.dpm.console.Frame;
import dev.dpm.console.Renderer;
import dev.dpm.event.OneLine;
import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.Standing;
import dev.dpm.operator.page.People.Person;
import dev.dpm.operator.page.People.Right;
import dev.dpm.operator.page.Visitors.Visitor;
import dev.dpm.operator.remote.FleetWatch;
import dev.dpm.operator.remote.RemoteTarget;
import dev.dpm.operator.remote.TargetAsking;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site;

/** The pages of the fleet, and the same as JSON. */
public final class FleetSite implements Site {

    private static final System.Logger LOG = System.getLogger(FleetSite.class.getName());
    private static final Pattern POD = Pattern
            .compile("/(?:api/v1/fleet/)?pods/([a-z0-9.-]{1,253})/([a-z0-9.-]{1,253})");
    /** A page of this server, never another site. */
    private static final Pattern OURS = Pattern.compile("/(?!/)[A-Za-z0-9._~/-]*");
    private static final Pattern THRESHOLDS = Pattern
            .compile("/supervisions/([a-z0-9.-]{1,253})/([a-z0-9.-]{1,253})/thresholds");
    private static final Pattern ACKNOWLEDGE = Pattern.compile(POD.pattern() + "/acknowledge");
    private static final String OVER = "Your session is over: log in again.";
    private static final String THEME = "dpm_theme";
    private static final Set<String> THEMES = Set.of("light", "dark");
    private static final int MOST_TROUBLES = 10;
    private static final int LONGEST_LOGGED = 200;
    /** Tokens are far shorter; the API server would take a header of a megabyte. */
    private static final int LONGEST_TOKEN = 8_192;
    /** How long the answer to a wrong token takes, so that guessing takes long and the API server is not flooded. */
    private static final long PENALTY_MILLIS = 200;

    private final FleetWatch watch;
    private final TargetAsking targets;
    private final People people;
    private final Changes changes;
    private final String cluster;
    private final Renderer renderer = new Renderer();
    private final Visitors visitors = new Visitors();

    /**
     * @param targets fetches the values that a pod's page shows
     * @param people the cluster's users; called for each request, so an implementation should cache its answers
     * @param changes writes into Supervisions, with the rights of the person
     * @param cluster the name in the head of the pages
     */
    public FleetSite(FleetWatch watch, TargetAsking targets, People people, Changes changes, String cluster) {
        this.watch = watch;
        this.targets = targets;
        this.people = people;
        this.changes = changes;
        this.cluster = cluster;
    }

    @Override
    public Answer answer(Visit visit) {
        try {
            return visit.path().startsWith("/assets/") ? asset(visit) : answered(visit);
        } catch (Refused e) {
            return refusal(visit, e.problem());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Nobody can be let in: {0}", e.getMessage());
            return refusal(visit, Problem.of(503,
                    "The API server cannot be asked who you are: " + e.getMessage() + ". Try again in a moment."));
        }
    }

    private static Answer asset(Visit visit) throws Refused {
        return Renderer.asset(visit.path().substring("/assets/".length())).map(Answers::file)
                .orElseThrow(() -> new Refused(404, "There is no such file."));
    }

    private Answer refusal(Visit visit, Problem problem) {
        return isApi(visit)
                ? Answers.problem(problem)
                : Answers.html(problem.status(), renderer.page("fleet/problem", Map.of("frame",
                        frame(visit, problem.title(), 0, Visitor.NOBODY), "problem", problem)));
    }

    private static boolean isApi(Visit visit) {
        return visit.path().startsWith("/api/");
    }

    private Answer answered(Visit visit) throws Refused, IOException {
        if (visit.method().equals("POST")) {
            return posted(visit);
        }
        if (visit.path().equals("/login")) {
            return login(visit, 200, "", Form.read(visit.query()).getOrDefault("next", ""));
        }
        Optional<Visitor> visitor = visitors.of(visit);
        Optional<Person> person = visitor.isPresent() ? known(visitor.get().token()) : Optional.empty();
        if (person.isPresent()) {
            return shown(visit, visitor.get(), person.get());
        } else if (isApi(visit)) {
            throw new Refused(401, "This needs a bearer token that the cluster knows: Authorization: Bearer TOKEN, as "
                    + "kubectl create token prints one.");
        }
        return Answers.seeOther("/login" + (visit.path().equals("/") ? "" : "?next=" + ours(visit.path())));
    }

    private Optional<Person> known(String token) throws IOException {
        return token.isBlank() || token.length() > LONGEST_TOKEN || !token.matches("[\\x21-\\x7e]+")
                ? Optional.empty()
                : people.of(token);
    }

    private Answer shown(Visit visit, Visitor visitor, Person person) throws Refused, IOException {
        Set<String> seen = seen(person);
        Matcher pod = POD.matcher(visit.path());
        if (pod.matches()) {
            PodName name = new PodName(pod.group(1), pod.group(2));
            PodRecord known = watch.pod(name).filter(each -> seen.contains(name.namespace()))
                    .orElseThrow(() -> new Refused(404, "No Supervision that you may see selects a pod "
                            + name.shown() + "."));
            return isApi(visit)
                    ? podJson(known)
                    : pod(visit, visitor, PodPage.of(known, mayAct(person, name.namespace())), known);
        }
        Matcher supervision = THRESHOLDS.matcher(visit.path());
        if (supervision.matches()) {
            return thresholds(visit, visitor, person, supervision);
        }
        Fleet fleet = watch.fleet(seen::contains);
        return switch (visit.path()) {
            case "/" -> Answers.html(Answers.OK, renderer.page("fleet/fleet", Map.of("frame",
                    frame(visit, FleetPage.title(fleet), fleet.troubled(), visitor), "page",
                    FleetPage.of(fleet, namespace -> mayAct(person, namespace)))));
            case "/api/v1/fleet" -> Answers.json(FleetJson.of(fleet));
            default -> throw new Refused(404, "Nothing is here.");
        };
    }

    private Answer pod(Visit visit, Visitor visitor, PodPage page, PodRecord known) {
        Frame frame = frame(visit, page.name() + " " + page.words() + " · fleet",
                Standing.of(known).isTrouble() ? 1 : 0, visitor);
        Optional<RemoteTarget> asked = known.pod().address().flatMap(address -> known.answer().flatMap(answer -> targets
                .ask(address, known.pod().name().namespace(), answer.report().target())));
        return Answers.html(Answers.OK, asked.flatMap(target -> whole(frame, page, target))
                .orElseGet(() -> renderer.page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                        List.of()))));
    }

    /** The page with all its parts; empty: the views cannot be shown, since no runner makes such views. */
    private Optional<String> whole(Frame frame, PodPage page, RemoteTarget seen) {
        try {
            ForeignTarget target = ForeignTarget.of(seen.target(), seen.events(),
                    new ForeignTarget.Measured(seen.recent(), seen.usage()), seen.processes(), seen.output());
            return Optional.of(renderer.page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                    List.of(target))));
        } catch (RuntimeException e) {
            // the level is DEBUG, since anybody in the pod could fill the log
            LOG.log(System.Logger.Level.DEBUG, "What the dpm-runner of " + page.name() + " says cannot be shown", e);
            return Optional.empty();
        }
    }

    /** Whether links to actions are shown; the action itself asks again. */
    private boolean mayAct(Person person, String namespace) {
        try {
            return people.may(person, Right.ACT, People.EVERYWHERE) || people.may(person, Right.ACT, namespace);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The form. A person who may not change the Supervision gets status 404, so that nobody learns which Supervisions
     * exist.
     */
    private Answer thresholds(Visit visit, Visitor visitor, Person person, Matcher path) throws Refused {
        Map<String, String> options = changeable(person, path);
        return thresholds(visit, visitor, Answers.OK, Thresholds.of(path.group(1) + "/" + path.group(2), visit.path(),
                "", options));
    }

    private Map<String, String> changeable(Person person, Matcher path) throws Refused {
        return Optional.of(path.group(1)).filter(namespace -> mayAct(person, namespace))
                .flatMap(namespace -> changes.options(namespace, path.group(2)))
                .orElseThrow(() -> new Refused(404, "There is no Supervision " + path.group(1) + "/" + path.group(2)
                        + " that you may change."));
    }

    private Answer thresholds(Visit visit, Visitor visitor, int status, Thresholds form) {
        return Answers.html(status, renderer.page("fleet/thresholds", Map.of("frame", frame(visit, "Thresholds of "
                + form.group() + " · fleet", 0, visitor), "form", form)));
    }

    private Answer change(Visit visit, Visitor visitor, Matcher path, Map<String, String> form)
            throws Refused, IOException {
        Person person = known(visitor.token()).orElseThrow(() -> new Refused(401, OVER));
        Map<String, String> before = changeable(person, path);
        Map<String, String> wanted = Thresholds.read(form);
        wanted.entrySet().removeIf(option -> option.getValue().equals(before.getOrDefault(option.getKey(), "")));
        Changes.Outcome outcome = wanted.isEmpty()
                ? new Changes.Outcome(false, "Nothing was changed: the Supervision says this already.")
                : changes.change(visitor.token(), path.group(1), path.group(2), wanted);
        LOG.log(System.Logger.Level.INFO, "{0} asked for {1} in Supervision {2}/{3}: {4}", person.name(),
                OneLine.of(wanted.toString(), LONGEST_LOGGED), path.group(1), path.group(2), outcome.sentence());
        if (outcome.isDone()) {
            visitor.session().ifPresent(session -> session.leaveNotice(outcome.sentence()));
            return Answers.seeOther("/");
        }
        Map<String, String> shown = new HashMap<>(before);
        shown.putAll(wanted);
        return thresholds(visit, visitor, 400, Thresholds.of(path.group(1) + "/" + path.group(2), visit.path(),
                outcome.sentence(), shown));
    }

    private Answer acknowledge(Visitor visitor, PodName name) throws Refused, IOException {
        Person person = known(visitor.token()).orElseThrow(() -> new Refused(401, OVER));
        PodRecord known = watch.pod(name).filter(each -> mayAct(person, name.namespace()) && PodPage.isFatal(each))
                .orElseThrow(() -> new Refused(404, "There is no pod " + name.shown()
                        + " with a FATAL target that you may acknowledge."));
        String sentence = targets.acknowledge(known.pod().address().orElseThrow(), name.namespace(),
                known.answer().orElseThrow().report().target());
        LOG.log(System.Logger.Level.INFO, "{0} acknowledged pod {1}: {2}", person.name(), name.shown(), sentence);
        visitor.session().ifPresent(session -> session.leaveNotice(sentence));
        return Answers.seeOther(PodLine.path(name));
    }

    private Answer podJson(PodRecord known) {
        return Answers.json(FleetJson.of(new Member(known, Standing.of(known)), watch.now()));
    }

    /** The namespaces with Supervisions that a person may see. */
    private Set<String> seen(Person person) throws IOException {
        Set<String> all = watch.namespaces();
        if (people.may(person, Right.SEE, People.EVERYWHERE)) {
            return all;
        }
        Set<String> seen = new HashSet<>();
        for (String namespace : all) {
            if (people.may(person, Right.SEE, namespace)) {
                seen.add(namespace);
            }
        }
        return seen;
    }

    private Answer posted(Visit visit) throws Refused, IOException {
        checkOrigin(visit);
        if (!visit.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            throw new Refused(415, "A form is expected: application/x-www-form-urlencoded.");
        }
        Map<String, String> form = Form.read(visit.form());
        if (visit.path().equals("/login")) {
            return logIn(visit, form.getOrDefault("token", "").strip(), form.getOrDefault("next", ""));
        }
        Visitor visitor = visitors.of(visit).filter(each -> each.session().isPresent())
                .orElseThrow(() -> new Refused(401, OVER));
        Session session = visitor.session().orElseThrow();
        if (!Tokens.isSame(session.csrf(), form.getOrDefault("csrf", ""))) {
            throw new Refused(403, "This form is not of the session that sent it; load the page again.");
        }
        Matcher supervision = THRESHOLDS.matcher(visit.path());
        if (supervision.matches()) {
            return change(visit, visitor, supervision, form);
        }
        Matcher pod = ACKNOWLEDGE.matcher(visit.path());
        if (pod.matches()) {
            return acknowledge(visitor, new PodName(pod.group(1), pod.group(2)));
        }
        return switch (visit.path()) {
            case "/logout" -> Answers.withCookie(Answers.seeOther("/login"), visitors.close(session));
            case "/theme" -> theme(visit, form);
            default -> throw new Refused(404, "Nothing is here.");
        };
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

    private Answer logIn(Visit visit, String token, String next) throws IOException {
        if (known(token).isEmpty()) {
            pause();
            return login(visit, 401, "The cluster does not know this token, or it has expired.", next);
        }
        String place = ours(next);
        return Answers.withCookie(Answers.seeOther(place.isEmpty() ? "/" : place), visitors.open(token));
    }

    private static void pause() {
        try {
            Thread.sleep(PENALTY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer login(Visit visit, int status, String message, String next) {
        return Answers.html(status, renderer.page("fleet/login", Map.of("frame",
                frame(visit, "Log in · fleet", 0, Visitor.NOBODY), "message", message, "next", ours(next))));
    }

    /** The same theme again takes the choice back. */
    private static Answer theme(Visit visit, Map<String, String> form) {
        String wanted = form.getOrDefault("theme", "");
        boolean isNew = THEMES.contains(wanted) && !Cookies.find(visit, THEME).filter(wanted::equals).isPresent();
        String back = ours(form.getOrDefault("back", ""));
        return Answers.withCookie(Answers.seeOther(back.isEmpty() ? "/" : back), THEME + "=" + (isNew ? wanted : "")
                + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + (isNew ? "31536000" : "0"));
    }

    private static String ours(String place) {
        return OURS.matcher(place).matches() ? place : "";
    }

    private Frame frame(Visit visit, String title, long troubles, Visitor visitor) {
        Optional<Session> session = visitor.session();
        return new Frame(title, (int) Math.min(MOST_TROUBLES, troubles), visit.path(), "", cluster,
                Cookies.find(visit, THEME).filter(THEMES::contains).orElse(""),
                session.map(Session::csrf).orElse(""), session.flatMap(Session::takeNotice).orElse(""),
                watch.now().toEpochMilli());
    }
}
