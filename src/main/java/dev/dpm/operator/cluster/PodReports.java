package dev.dpm.operator.cluster;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.dpm.incident.Cause;
import dev.dpm.operator.fleet.Finding;
import dev.dpm.operator.fleet.Report;
import dev.dpm.operator.reconcile.Reported;
import dev.dpm.operator.reconcile.Reported.Kind;

/**
 * Finds in the answer of a dpm-runner the facts that must be recorded as Events. The end of a process is no such fact,
 * since kubelet writes it into the status of the pod.
 */
final class PodReports {

    private static final String FATAL = "FATAL";

    private PodReports() {
    }

    /**
     * Returns at most one breach of a limit, and at most one fact that dpm-runner gave up its target. The facts come from
     * the present trouble of the target, or else from its newest incident.
     */
    static List<Reported> of(Report report) {
        List<Reported> found = new ArrayList<>();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Stream.of(report.trouble().flatMap(trouble -> of(trouble, report.state().equals(FATAL))),
                report.incident().flatMap(incident -> of(incident, false)))
                .flatMap(Optional::stream).filter(each -> kinds.add(each.kind())).forEach(found::add);
        return found;
    }

    private static Optional<Reported> of(Finding finding, boolean isFatal) {
        Optional<Kind> kind = isFatal || finding.cause() == Cause.GAVE_UP
                ? Optional.of(Kind.GIVEN_UP)
                : Optional.of(Kind.BREACH).filter(breach -> finding.cause().isBreach());
        return kind.flatMap(what -> finding.since()
                .map(since -> new Reported(what, since, finding.sentence().isEmpty()
                        ? finding.common()
                        : finding.sentence())));
    }
}
