package dev.dpm.operator.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.operator.fleet.Finding;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.PodRecord.Answer;
import dev.dpm.operator.fleet.PodRecord.Silence;
import dev.dpm.operator.fleet.Report;

/**
 * The page of one pod.
 *
 * @param path the path of this page
 * @param facts facts about the pod in words, most important first
 * @param since when the pod's dpm-runner stopped answering, or else when the target's trouble began; empty if there is
 *     neither
 * @param acknowledge the path to which the form is submitted that acknowledges the target's FATAL state; empty if there
 *     is nothing to acknowledge
 * @param act the path of the page that ends the pod's process or sends it a signal; empty if the person may not do that
 * @param outdated why a new pod would get another dpm-runner than this pod; empty text if it would get the same
 * @param incidents the path of the page with the pod's incidents
 */
public record PodPage(String name, String path, String mood, String shape, String words, List<String> facts,
        String sentence,
        Optional<Instant> since, Optional<Instant> answered, String acknowledge, String act,
        String outdated, String incidents) {

    /** The only state of a target that a person can acknowledge. */
    private static final String FATAL = "FATAL";

    static PodPage of(PodRecord known, boolean mayAct, boolean mayEnd) {
        PodHealth health = PodHealth.of(known);
        Member member = new Member(known, health);
        return new PodPage(known.pod().name().shown(), PodLine.path(known.pod().name()), health.mood(), health.shape(),
                health.words(),
                known.answer().map(Answer::report).map(PodPage::facts).orElse(List.of()), member.sentence(),
                known.silence().map(Silence::since).or(() -> known.answer().flatMap(answer -> answer.report().trouble())
                        .flatMap(Finding::since)),
                known.answer().map(Answer::at), mayAct && isFatal(known)
                        ? PodLine.path(known.pod().name()) + "/acknowledge"
                        : "",
                mayEnd && known.pod().address().isPresent()
                        ? PodLine.path(known.pod().name()) + "/act"
                        : "",
                known.pod().outdated(), PodLine.path(known.pod().name()) + "/incidents");
    }

    static boolean isFatal(PodRecord known) {
        return PodHealth.of(known) == PodHealth.TROUBLE
                && known.answer().filter(answer -> answer.report().state().equals(FATAL)).isPresent();
    }

    private static List<String> facts(Report report) {
        return Stream.of(Optional.of("target " + report.target() + " " + report.state()),
                report.memory().value().map(Bytes::words)
                        .map(used -> "memory " + used + of(report.memory(), Bytes::words)),
                report.cpu().value().map(EventWords::percent)
                        .map(used -> "CPU " + used + of(report.cpu(), EventWords::percent)),
                Optional.of(report.restarts() == 1 ? "1 restart" : report.restarts() + " restarts"))
                .flatMap(Optional::stream).toList();
    }

    private static String of(Report.Usage usage, Function<Double, String> words) {
        return usage.bound().map(words).map(most -> " of " + most).orElse("");
    }
}
