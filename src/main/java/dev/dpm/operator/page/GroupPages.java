package dev.dpm.operator.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;
import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.page.Authenticator.Right;
import dev.dpm.operator.page.RequestAuthentication.AuthenticatedRequest;
import dev.dpm.operator.webhook.Answer;

/**
 * Serves the overview of all Supervisions with their pods, and the form that changes the thresholds of one Supervision.
 *
 * @param changes changes Supervisions with the permissions of the person who submitted the form
 * @param figures figures of this replica, for the metrics
 */
record GroupPages(Frames frames, Permits permits, Changes changes, ActionPages actions,
        OwnFigures figures) {

    private static final System.Logger LOG = System.getLogger(GroupPages.class.getName());
    private static final int LONGEST_LOGGED = 200;

    record GroupName(String namespace, String name) {

        String shown() {
            return namespace + "/" + name;
        }
    }

    Answer fleet(AuthenticatedRequest guest) throws IOException {
        Fleet fleet = permits.watch().fleet(permits.seen(guest.person())::contains);
        if (FleetSite.isApi(guest.request())) {
            return Answers.json(FleetJson.of(fleet));
        }
        return frames.page(Answers.OK, "fleet/fleet", Map.of("frame", frames.of(guest.request(), FleetPage.title(fleet),
                fleet.troubled(), guest.visitor()), "page",
                FleetPage.of(fleet, figures.isDefined().getAsBoolean(), namespace -> permits.isOffered(
                        guest.person(), Right.ACT, namespace), group -> actions.doing(guest.person(), group))));
    }

    /** Returns the metrics of the operator itself, and of the Supervisions that the person may see. */
    Answer metrics(AuthenticatedRequest guest) throws IOException {
        return Answers.metrics(FleetMetrics.of(permits.watch().fleet(permits.seen(guest.person())::contains),
                figures));
    }

    /**
     * Returns the page with the form that changes thresholds.
     *
     * @throws Refused with status 404 if the person may not change the Supervision
     */
    Answer thresholds(AuthenticatedRequest guest, GroupName group) throws Refused {
        return thresholds(guest, Answers.OK, Thresholds.of(group.shown(), guest.request().path(), "",
                changeable(guest, group)));
    }

    private Map<String, String> changeable(AuthenticatedRequest guest, GroupName group) throws Refused {
        return Optional.of(group.namespace())
                .filter(namespace -> permits.isOffered(guest.person(), Right.ACT, namespace))
                .flatMap(namespace -> changes.options(namespace, group.name()))
                .orElseThrow(() -> new Refused(404, "There is no Supervision " + group.shown()
                        + " that you may change."));
    }

    private Answer thresholds(AuthenticatedRequest guest, int status, Thresholds form) {
        return frames.page(status, "fleet/thresholds", Map.of("frame", frames.of(guest.request(), "Thresholds of "
                + form.group() + " · fleet", 0, guest.visitor()), "form", form));
    }

    Answer change(AuthenticatedRequest guest, GroupName group, Map<String, String> form) throws Refused, IOException {
        Map<String, String> before = changeable(guest, group);
        Map<String, String> wanted = Thresholds.read(form);
        wanted.entrySet().removeIf(option -> option.getValue().equals(before.getOrDefault(option.getKey(), "")));
        Changes.Outcome outcome = wanted.isEmpty()
                ? new Changes.Outcome(false, "Nothing was changed: the Supervision says this already.")
                : changes.change(guest.visitor().token(), group.namespace(), group.name(), wanted);
        LOG.log(System.Logger.Level.INFO, "{0} asked for {1} in Supervision {2}: {3}", guest.person().name(),
                OneLine.of(wanted.toString(), LONGEST_LOGGED), group.shown(), outcome.sentence());
        if (outcome.isDone()) {
            guest.leaveNotice(outcome.sentence());
            return Answers.seeOther("/");
        }
        Map<String, String> shown = new HashMap<>(before);
        shown.putAll(wanted);
        return thresholds(guest, 400, Thresholds.of(group.shown(), guest.request().path(), outcome.sentence(), shown));
    }
}
