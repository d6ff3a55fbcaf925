package dev.dpm.operator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.operator.fleet.PodRecord.Answer;

/** One pod of a {@link Group}, with its {@link PodHealth}, which says how well the pod is. */
public record Member(PodRecord known, PodHealth health) {

    /** Sorts the pods of a Supervision: the worst pod first, and pods of the same health by name. */
    static final Comparator<Member> URGENCY = Comparator.comparing(Member::health).thenComparing(Member::name);

    static Member of(PodRecord known) {
        return new Member(known, PodHealth.of(known));
    }

    public PodName name() {
        return known.pod().name();
    }

    /** How old the newest answer of the pod's dpm-runner is; empty if it never answered. */
    public Optional<Duration> age(Instant now) {
        return known.answer().map(Answer::at).map(at -> Duration.between(at, now)).map(age -> age.isNegative()
                ? Duration.ZERO
                : age);
    }

    /** One sentence that says why the pod counts as well or not well, with numbers and names. */
    public String sentence() {
        return switch (health) {
            case TROUBLE -> report().trouble().map(Finding::sentence).filter(text -> !text.isEmpty())
                    .orElseGet(() -> report().reason());
            case UNREACHABLE -> known.silence().map(PodRecord.Silence::why).orElse("");
            case UNCOVERED -> known.pod().remark();
            case UNASKED -> known.pod().remark().isEmpty()
                    ? "the operator has just seen it, and asks it within seconds"
                    : known.pod().remark();
            case NEAR -> near(report());
            case WELL -> report().reason();
        };
    }

    /** Why a pod is well or not, without numbers and names. Pods with the same words are shown as one entry. */
    String common() {
        return health == PodHealth.TROUBLE
                ? report().trouble().map(Finding::common).orElse("")
                : sentence();
    }

    /**
     * Since when the pod has its present trouble, or has not answered; empty if unknown or if the pod has neither
     * problem.
     */
    Optional<Instant> since() {
        return switch (health) {
            case TROUBLE -> report().trouble().flatMap(Finding::since);
            case UNREACHABLE -> known.silence().map(PodRecord.Silence::since);
            case UNCOVERED, UNASKED, NEAR, WELL -> Optional.empty();
        };
    }

    /**
     * The cause of the pod's newest incident, if it began after the given time and the pod has recovered; otherwise
     * empty.
     */
    Optional<Finding> overcome(Instant after) {
        return health.isTrouble()
                ? Optional.empty()
                : known.answer().flatMap(answer -> answer.report().incident())
                        .filter(incident -> incident.since().filter(at -> at.isAfter(after)).isPresent());
    }

    private Report report() {
        return known.answer().orElseThrow().report();
    }

    private static String near(Report report) {
        String memory = "memory " + report.memory().value().map(Bytes::words).orElse("?")
                + report.memory().bound().map(most -> " of " + Bytes.words(most)).orElse("");
        return report.secondsToLimit().map(seconds -> memory + ", which reaches its limit in about "
                + EventWords.duration(Duration.ofSeconds(Math.round(seconds)))).orElse(memory);
    }
}
