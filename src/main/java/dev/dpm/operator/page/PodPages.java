package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import dev.dpm.console.Charts;
import dev.dpm.console.EventFilter;
import dev.dpm.console.EventsPage;
import dev.dpm.console.ForeignIncident;
import dev.dpm.console.ForeignIncidents;
import dev.dpm.console.ForeignTarget;
import dev.dpm.console.Frame;
import dev.dpm.console.LogPage;
import dev.dpm.incident.Incident;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.page.Authenticator.Right;
import dev.dpm.operator.page.RequestAuthentication.AuthenticatedRequest;
import dev.dpm.operator.remote.RemoteTarget;
import dev.dpm.operator.remote.TargetRequests;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.UsageRange;

/** Serves the pages about one pod. They show what the dpm-runner in the pod answers. */
record PodPages(Frames frames, Permits permits, TargetRequests targets) {

    /**
     * The sentence that a page shows instead of data that the pod's dpm-runner did not send. {@code %s} is a plural
     * noun, such as Events.
     */
    private static final String NO_ANSWER = "%s are with the dpm-runner of this pod, which gave none now.";
    private static final System.Logger LOG = System.getLogger(PodPages.class.getName());

    Answer pod(AuthenticatedRequest guest, PodName name) throws Refused, IOException {
        PodRecord known = permits.pod(guest.person(), name);
        if (FleetSite.isApi(guest.request())) {
            return Answers.json(FleetJson.of(new Member(known, PodHealth.of(known)), permits.watch().now()));
        }
        PodPage page = PodPage.of(known, permits.isOffered(guest.person(), Right.ACT, name.namespace()),
                permits.isOffered(guest.person(), Right.END, name.namespace()));
        Frame frame = frames.of(guest.request(), page.name() + " " + page.words() + " · fleet",
                PodHealth.of(known).isTrouble() ? 1 : 0, guest.visitor());
        UsageRange range = Charts.range(Form.read(guest.request().query()).get("range"), UsageRange.HOUR);
        Optional<RemoteTarget> asked = known.pod().address().flatMap(address -> known.answer().flatMap(answer -> targets
                .ask(address, name.namespace(), answer.report().target(), range)));
        return Answers.html(Answers.OK, asked.flatMap(target -> whole(frame, page, target, range))
                .orElseGet(() -> frames.renderer().page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                        List.of()))));
    }

    /**
     * Renders the page with the answers of the pod's dpm-runner; empty if they cannot be rendered, which means that
     * another program in the pod sent them.
     */
    private Optional<String> whole(Frame frame, PodPage page, RemoteTarget seen, UsageRange range) {
        try {
            ForeignTarget target = ForeignTarget.of(page.path(), seen.target(), seen.events(),
                    new ForeignTarget.Measured(seen.recent(), range, seen.usage()), seen.processes(), seen.output());
            return Optional.of(frames.renderer().page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                    List.of(target))));
        } catch (RuntimeException e) {
            // the level is DEBUG, since any program in the pod could fill the operator's log
            LOG.log(System.Logger.Level.DEBUG, "What the dpm-runner of " + page.name() + " says cannot be shown", e);
            return Optional.empty();
        }
    }

    /**
     * Returns the page with events of the pod's target, newest first. The query of the request may have the parameters
     * {@code until}, {@code kind} and {@code severity}.
     */
    Answer events(AuthenticatedRequest guest, PodName name) throws Refused, IOException {
        Map<String, String> given = Form.read(guest.request().query());
        long until = EventsPage.until(given.get("until"));
        EventFilter all = EventFilter.foreign(PodLine.path(name), name.shown(), given.get("kind"),
                given.get("severity"));
        Optional<List<EventView>> asked = asked(guest, name, (address, target) -> targets.events(address,
                name.namespace(), target, EventsPage.query(all, until)));
        EventsPage page = EventsPage.of(all, asked.orElse(List.of()), List.of());
        return frames.page(Answers.OK, "fleet/events", Map.of("frame", frames.of(guest.request(), "Events of "
                + name.shown() + " · fleet", 0, guest.visitor()), "page", page, "missing",
                asked.isPresent() ? "" : NO_ANSWER.formatted("Events")));
    }

    /**
     * Returns the page with output of the pod's target. The query of the request may have the parameters {@code before},
     * {@code from} and {@code text}.
     */
    Answer output(AuthenticatedRequest guest, PodName name) throws Refused, IOException {
        Map<String, String> given = Form.read(guest.request().query());
        OutputQuery query = LogPage.query(TargetRequests.OUTPUT_LINES, given.get("before"), given.get("from"),
                given.get("text"));
        Optional<OutputPage> asked = asked(guest, name, (address, target) -> targets.output(address,
                name.namespace(), target, query));
        LogPage page = LogPage.foreign(name.shown(), PodLine.path(name), asked.orElseGet(OutputPage::none),
                query.text().orElse(""));
        return frames.page(Answers.OK, "fleet/output", Map.of("frame", frames.of(guest.request(), "Output of "
                + name.shown() + " · fleet", 0, guest.visitor()), "log", page, "missing",
                asked.isPresent() ? "" : NO_ANSWER.formatted("Lines of output")));
    }

    Answer incidents(AuthenticatedRequest guest, PodName name) throws Refused, IOException {
        Optional<List<Incident.Summary>> asked = asked(guest, name, (address, target) -> targets.incidents(address,
                name.namespace(), target));
        return frames.page(Answers.OK, "fleet/incidents", Map.of("frame", frames.of(guest.request(), "Incidents of "
                + name.shown() + " · fleet", 0, guest.visitor()), "pod", name.shown(), "back", PodLine.path(name),
                "missing", asked.isPresent() ? "" : NO_ANSWER.formatted("Incidents"), "page",
                ForeignIncidents.of(PodLine.path(name)
                        + "/incidents", asked.orElse(List.of()))));
    }

    /**
     * Returns the page of one incident with its evidence.
     *
     * @throws Refused with status 502 if the pod's dpm-runner returned no valid incident
     */
    Answer incident(AuthenticatedRequest guest, PodName name, String id) throws Refused, IOException {
        try {
            ForeignIncident shown = asked(guest, name, (address, target) -> targets.incident(address, name.namespace(),
                    target, id)).map(ForeignIncident::of)
                    .orElseThrow(() -> new Refused(502, "The dpm-runner of pod " + name.shown()
                            + " gives no incident " + id + " now."));
            return frames.page(Answers.OK, "fleet/incident", Map.of("frame", frames.of(guest.request(), "Incident of "
                    + name.shown() + " · fleet", 0, guest.visitor()), "pod", name.shown(), "back",
                    PodLine.path(name), "incident", shown));
        } catch (RuntimeException e) {
            // the level is DEBUG, since any program in the pod could fill the operator's log
            LOG.log(System.Logger.Level.DEBUG, "An incident of " + name.shown() + " cannot be shown", e);
            throw new Refused(502, "The incident " + id + " of pod " + name.shown() + " cannot be shown: no "
                    + "dpm-runner of this version writes such an incident.");
        }
    }

    private <T> Optional<T> asked(AuthenticatedRequest guest, PodName name,
            BiFunction<Address, String, Optional<T>> asking)
            throws Refused, IOException {
        PodRecord known = permits.pod(guest.person(), name);
        return known.pod().address().flatMap(address -> known.answer().flatMap(answer -> asking.apply(address,
                answer.report().target())));
    }

    Answer acknowledge(AuthenticatedRequest guest, PodName name) throws Refused {
        PodRecord known = permits.watch().pod(name)
                .filter(each -> permits.isOffered(guest.person(), Right.ACT, name.namespace()))
                .filter(PodPage::isFatal).orElseThrow(() -> new Refused(404, "There is no pod " + name.shown()
                        + " with a FATAL target that you may acknowledge."));
        String sentence = targets.acknowledge(known.pod().address().orElseThrow(), name.namespace(),
                known.answer().orElseThrow().report().target());
        LOG.log(System.Logger.Level.INFO, "{0} acknowledged pod {1}: {2}", guest.person().name(), name.shown(),
                sentence);
        guest.leaveNotice(sentence);
        return Answers.seeOther(PodLine.path(name));
    }
}
