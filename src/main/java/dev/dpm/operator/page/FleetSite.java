package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.api.Problem;
import dev.dpm.command.Refusal;
import dev.dpm.console.Renderer;
import dev.dpm.operator.act.Actions;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.page.ActionPages.Aim;
import dev.dpm.operator.page.GroupPages.GroupName;
import dev.dpm.operator.page.RequestAuthentication.AuthenticatedRequest;
import dev.dpm.operator.page.Visitors.Visitor;
import dev.dpm.operator.remote.FleetWatch;
import dev.dpm.operator.remote.TargetRequests;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site;

/** Serves the operator's pages about the supervised pods and their API, and turns exceptions into error responses. */
public final class FleetSite implements Site {

    private static final String NAMES = "/([a-z0-9.-]{1,253})/([a-z0-9.-]{1,253})";
    private static final Pattern POD = Pattern.compile("/(?:api/v1/fleet/)?pods" + NAMES);
    private static final Pattern THRESHOLDS = Pattern.compile("/supervisions" + NAMES + "/thresholds");
    private static final Pattern ACT = Pattern.compile("/(pods|supervisions)" + NAMES + "/act");
    private static final Pattern ORDER = Pattern
            .compile("/api/v1/fleet/(pods|supervisions)" + NAMES + "/(terminate|signal|stop)");
    private static final Pattern PROGRESS = Pattern.compile("/api/v1/fleet/supervisions" + NAMES + "/action");
    private static final Pattern INCIDENTS = Pattern.compile("/pods" + NAMES + "/incidents");
    private static final Pattern INCIDENT = Pattern
            .compile("/pods" + NAMES + "/incidents/([A-Za-z0-9][A-Za-z0-9._-]{0,199})");
    private static final Pattern EVENTS = Pattern.compile("/pods" + NAMES + "/events");
    private static final Pattern OUTPUT = Pattern.compile("/pods" + NAMES + "/output");
    private static final Pattern ACKNOWLEDGE = Pattern.compile("/pods" + NAMES + "/acknowledge");

    private static final String METRICS = "/metrics";

    private final Frames frames;
    private final RequestAuthentication authentication;
    private final GroupPages groups;
    private final PodPages pods;
    private final ActionPages actions;
    private final FailedRounds rounds;
    private final List<Route> routes;

    private interface Page {
        Answer answer(AuthenticatedRequest guest, Matcher path) throws Refused, IOException;
    }

    private record Route(Pattern path, Page page) {
    }

    /**
     * Creates the site.
     *
     * @param targets requests from the dpm-runner of a pod what the pod's page shows
     * @param authenticator authenticates and authorizes people; called for each request to this site, so an
     *     implementation should cache
     * @param changes changes Supervisions with the permissions of the person who submitted the form
     * @param actions ends processes of pods and sends them signals
     * @param figures figures of this replica, for the metrics
     * @param cluster the name of the cluster, which the head of each page shows
     */
    public FleetSite(FleetWatch watch, TargetRequests targets, Authenticator authenticator, Changes changes,
            Actions actions, OwnFigures figures, String cluster) {
        this.frames = new Frames(new Renderer(), cluster, () -> watch.now().toEpochMilli());
        this.authentication = new RequestAuthentication(authenticator, frames, new WrongTokens(System::nanoTime));
        Permits permits = new Permits(watch, authenticator);
        this.actions = new ActionPages(frames, permits, actions);
        this.groups = new GroupPages(frames, permits, changes, this.actions, figures);
        this.pods = new PodPages(frames, permits, targets);
        this.rounds = figures.rounds();
        this.routes = routes();
    }

    @Override
    public Answer answer(Request request) {
        try {
            return request.path().startsWith("/assets/") ? asset(request) : answered(request);
        } catch (Refused e) {
            return refusal(request, e.problem());
        } catch (Refusal e) {
            return refusal(request, Problem.of(e.status(), e.getMessage()));
        } catch (IOException e) {
            // the response does not contain the exception's message, since the person who sent the request is not
            // authenticated
            rounds.failed(Work.PEOPLE, "", String.valueOf(e.getMessage()));
            return refusal(request,
                    Problem.of(503, "The API server cannot be asked who you are. The operator's log has "
                            + "the cause. Try again in a moment."));
        }
    }

    private static Answer asset(Request request) throws Refused {
        return Renderer.asset(request.path().substring("/assets/".length())).map(Answers::file)
                .orElseThrow(() -> new Refused(404, "There is no such file."));
    }

    private Answer refusal(Request request, Problem problem) {
        return isApi(request) ? Answers.problem(problem) : frames.problem(request, problem);
    }

    static boolean isApi(Request request) {
        return request.path().startsWith("/api/") || request.path().equals(METRICS);
    }

    private Answer answered(Request request) throws Refused, IOException {
        if (request.method().equals("POST")) {
            return posted(request);
        } else if (request.path().equals("/login")) {
            return authentication.login(request);
        }
        Optional<AuthenticatedRequest> guest = authentication.authenticate(request);
        return guest.isPresent() ? shown(guest.get()) : RequestAuthentication.loginRequired(request);
    }

    private Answer shown(AuthenticatedRequest guest) throws Refused, IOException {
        String path = guest.request().path();
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                return route.page().answer(guest, matcher);
            }
        }
        return switch (path) {
            case METRICS -> groups.metrics(guest);
            case "/", "/api/v1/fleet" -> groups.fleet(guest);
            default -> throw new Refused(404, "Nothing is here.");
        };
    }

    private List<Route> routes() {
        return List.of(new Route(POD, (guest, path) -> pods.pod(guest, pod(path))),
                new Route(EVENTS, (guest, path) -> pods.events(guest, pod(path))),
                new Route(OUTPUT, (guest, path) -> pods.output(guest, pod(path))),
                new Route(INCIDENTS, (guest, path) -> pods.incidents(guest, pod(path))),
                new Route(INCIDENT, (guest, path) -> pods.incident(guest, pod(path), path.group(3))),
                new Route(THRESHOLDS, (guest, path) -> groups.thresholds(guest, group(path))),
                new Route(ACT, (guest, path) -> actions.form(guest, aim(path))),
                new Route(PROGRESS, (guest, path) -> actions.progress(guest,
                        new Aim(false, path.group(1), path.group(2)))));
    }

    private Answer posted(Request request) throws Refused, IOException {
        Matcher order = ORDER.matcher(request.path());
        if (order.matches()) {
            return actions.order(authentication.authenticateApiRequest(request), aim(order), order.group(4));
        }
        Map<String, String> form = RequestAuthentication.form(request);
        if (request.path().equals("/login")) {
            return authentication.logIn(request, form);
        }
        Visitor sender = authentication.formSender(request, form);
        Matcher thresholds = THRESHOLDS.matcher(request.path());
        if (thresholds.matches()) {
            return groups.change(authentication.authenticate(request, sender), group(thresholds), form);
        }
        Matcher acknowledge = ACKNOWLEDGE.matcher(request.path());
        if (acknowledge.matches()) {
            return pods.acknowledge(authentication.authenticate(request, sender), pod(acknowledge));
        }
        Matcher act = ACT.matcher(request.path());
        if (act.matches()) {
            return actions.submitted(authentication.authenticate(request, sender), aim(act), form);
        }
        return switch (request.path()) {
            case "/logout" -> authentication.logOut(sender);
            case "/theme" -> RequestAuthentication.theme(request, form);
            default -> throw new Refused(404, "Nothing is here.");
        };
    }

    private static Aim aim(Matcher path) {
        return new Aim(path.group(1).equals("pods"), path.group(2), path.group(3));
    }

    private static PodName pod(Matcher path) {
        return new PodName(path.group(1), path.group(2));
    }

    private static GroupName group(Matcher path) {
        return new GroupName(path.group(1), path.group(2));
    }
}
