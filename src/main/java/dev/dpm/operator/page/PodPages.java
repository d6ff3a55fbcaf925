package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.console.ForeignTarget;
import dev.dpm.console.Frame;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.Standing;
import dev.dpm.operator.page.Entrance.Guest;
import dev.dpm.operator.page.People.Right;
import dev.dpm.operator.remote.RemoteTarget;
import dev.dpm.operator.remote.TargetAsking;
import dev.dpm.operator.webhook.Answer;

/** The page of one pod, drawn of what its own dpm-runner answers. */
record PodPages(Frames frames, Permits permits, TargetAsking targets) {

    private static final System.Logger LOG = System.getLogger(PodPages.class.getName());

    Answer pod(Guest guest, PodName name) throws Refused, IOException {
        PodRecord known = permits.pod(guest.person(), name);
        if (FleetSite.isApi(guest.visit())) {
            return Answers.json(FleetJson.of(new Member(known, Standing.of(known)), permits.watch().now()));
        }
        PodPage page = PodPage.of(known, permits.isOffered(guest.person(), Right.ACT, name.namespace()),
                permits.isOffered(guest.person(), Right.END, name.namespace()));
        Frame frame = frames.of(guest.visit(), page.name() + " " + page.words() + " · fleet",
                Standing.of(known).isTrouble() ? 1 : 0, guest.visitor());
        Optional<RemoteTarget> asked = known.pod().address().flatMap(address -> known.answer().flatMap(answer -> targets
                .ask(address, name.namespace(), answer.report().target())));
        return Answers.html(Answers.OK, asked.flatMap(target -> whole(frame, page, target))
                .orElseGet(() -> frames.renderer().page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                        List.of()))));
    }

    /** The page with all its parts; empty: the views cannot be shown, since no runner makes such views. */
    private Optional<String> whole(Frame frame, PodPage page, RemoteTarget seen) {
        try {
            ForeignTarget target = ForeignTarget.of(seen.target(), seen.events(),
                    new ForeignTarget.Measured(seen.recent(), seen.usage()), seen.processes(), seen.output());
            return Optional.of(frames.renderer().page("fleet/pod", Map.of("frame", frame, "page", page, "targets",
                    List.of(target))));
        } catch (RuntimeException e) {
            // the level is DEBUG, since anybody in the pod could fill the log
            LOG.log(System.Logger.Level.DEBUG, "What the dpm-runner of " + page.name() + " says cannot be shown", e);
            return Optional.empty();
        }
    }

    Answer acknowledge(Guest guest, PodName name) throws Refused {
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
