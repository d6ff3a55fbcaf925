package dev.dpm.operator.page;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.operator.act.Actions;
import dev.dpm.operator.act.Actions.Outcome;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.page.Authenticator.Person;
import dev.dpm.operator.page.Authenticator.Right;
import dev.dpm.operator.page.GroupCard.Doing;
import dev.dpm.operator.page.RequestAuthentication.AuthenticatedRequest;
import dev.dpm.operator.webhook.Answer;

/**
 * Serves the pages and the API by which people end or signal the process of one pod, or of all pods of a Supervision.
 */
record ActionPages(Frames frames, Permits permits, Actions actions) {

    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    /**
     * The pods whose processes a person ends or signals: one pod, or all pods of a Supervision.
     *
     * @param name the name of the pod or Supervision
     */
    record Aim(boolean isPod, String namespace, String name) {

        String shown() {
            return namespace + "/" + name;
        }

        PodName pod() {
            return new PodName(namespace, name);
        }

        String back() {
            return isPod ? PodLine.path(pod()) : "/";
        }

        String path() {
            return (isPod ? PodLine.path(pod()) : "/supervisions/" + shown()) + "/act";
        }
    }

    Doing doing(Person person, Group group) {
        Aim aim = new Aim(false, group.namespace(), group.name());
        return new Doing(permits.isOffered(person, Right.END, group.namespace()) ? aim.path() : "",
                actions.roll(aim.namespace(), aim.name()).filter(roll -> !roll.isOver())
                        .map(roll -> title(roll) + ": " + roll.sentence()).orElse(""));
    }

    private static String title(Roll roll) {
        return roll.by() + (roll.isOver() ? " had " : " is having ") + "all pods " + (roll.order().isTermination()
                ? "terminated"
                : "sent " + roll.order().signal()) + (roll.isOver() ? "" : ", one after another");
    }

    Answer form(AuthenticatedRequest guest, Aim aim) throws Refused, IOException {
        check(guest, aim);
        return form(guest, aim, Answers.OK, "");
    }

    private Answer form(AuthenticatedRequest guest, Aim aim, int status, String fault) {
        Optional<Roll> roll = aim.isPod() ? Optional.empty() : actions.roll(aim.namespace(), aim.name());
        ActPage page = new ActPage(aim.shown(), aim.path(), aim.back(), aim.isPod(),
                aim.isPod() ? actions.verdict(aim.pod()).sentence() : "", fault,
                roll.map(last -> title(last) + ": " + last.sentence()).orElse(""),
                roll.filter(last -> !last.isOver()).isPresent());
        return frames.page(status, "fleet/act", Map.of("frame", frames.of(guest.request(), "Act on " + aim.shown()
                + " · fleet", 0, guest.visitor()), "page", page));
    }

    /**
     * Checks that the pods exist and that the person may see and end their processes.
     *
     * @throws Refused with status 404 if the person may not see the pods, and with 403 if the person may not end their
     *     processes
     */
    private void check(AuthenticatedRequest guest, Aim aim) throws Refused, IOException {
        boolean isThere = aim.isPod()
                ? permits.watch().pod(aim.pod()).isPresent()
                : permits.watch().fleet(aim.namespace()::equals).groups().stream()
                        .anyMatch(group -> group.name().equals(aim.name()));
        if (!isThere || !permits.may(guest.person(), Right.SEE, aim.namespace())) {
            throw new Refused(404, (aim.isPod()
                    ? "No Supervision that you may see selects a pod "
                    : "There is no "
                            + "Supervision that you may see called ")
                    + aim.shown() + ".");
        }
        if (!permits.may(guest.person(), Right.END, aim.namespace())) {
            throw new Refused(403, "You may not end or signal processes in namespace " + aim.namespace()
                    + ": this needs the right to delete pods there.");
        }
    }

    Answer submitted(AuthenticatedRequest guest, Aim aim, Map<String, String> form) throws Refused, IOException {
        check(guest, aim);
        Outcome outcome = outcome(guest, aim, form.getOrDefault("do", ""), form.getOrDefault("signal", ""));
        if (!outcome.isDone()) {
            return form(guest, aim, CONFLICT, outcome.sentence());
        }
        guest.leaveNotice(outcome.sentence());
        return Answers.seeOther(aim.isPod() ? aim.back() : aim.path());
    }

    /**
     * Handles a request to the API that orders to end or signal processes of pods.
     *
     * @param what the last part of the path, which names the action
     */
    Answer order(AuthenticatedRequest guest, Aim aim, String what) throws Refused, IOException {
        check(guest, aim);
        Outcome outcome = outcome(guest, aim, what, Form.read(guest.request().query()).getOrDefault("signal", ""));
        if (!outcome.isDone()) {
            throw new Refused(CONFLICT, outcome.sentence());
        }
        return Answers.json(FleetJson.of(Map.<String, Object>of("sentence", outcome.sentence())));
    }

    private Outcome outcome(AuthenticatedRequest guest, Aim aim, String what, String signal) throws Refused {
        String by = guest.person().name();
        if (what.equals("stop") && !aim.isPod()) {
            return actions.stop(aim.namespace(), aim.name(), by);
        }
        Order order = switch (what) {
            case "terminate" -> Order.TERMINATE;
            case "signal" -> Order.signal(signal.strip()).orElseThrow(() -> new Refused(BAD_REQUEST, "The signal '"
                    + signal + "' is not known; allowed: a signal by name or number, such as HUP."));
            default -> throw new Refused(BAD_REQUEST, "Nothing is called so; allowed: terminate, signal"
                    + (aim.isPod() ? "." : ", stop."));
        };
        return aim.isPod()
                ? actions.act(aim.pod(), order, by)
                : actions.roll(aim.namespace(), aim.name(), order, by);
    }

    Answer progress(AuthenticatedRequest guest, Aim aim) throws Refused, IOException {
        check(guest, aim);
        Roll roll = actions.roll(aim.namespace(), aim.name()).orElseThrow(() -> new Refused(404,
                "No order for all pods of " + aim.shown() + " is known here."));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("supervision", roll.group());
        all.put("order", roll.order().isTermination() ? "terminate" : "signal " + roll.order().signal());
        all.put("by", roll.by());
        all.put("is_over", roll.isOver());
        all.put("sentence", roll.sentence());
        all.put("done", names(roll.done()));
        all.put("under_way", names(roll.underWay()));
        all.put("left", names(roll.left().keySet().stream().sorted().toList()));
        return Answers.json(FleetJson.of(all));
    }

    private static List<String> names(List<PodName> pods) {
        return pods.stream().map(PodName::name).toList();
    }
}
