package dev.dpm.incident.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.dpm.config.Options;
import dev.dpm.config.Secrets;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.ShellText;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Comparison;
import dev.dpm.incident.Figure;
import dev.dpm.incident.Growth;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Incident.Life;
import dev.dpm.incident.Incident.Series;
import dev.dpm.incident.Incident.Usage;
import dev.dpm.incident.Incident.Verdict;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Measured;
import dev.dpm.incident.ResponseWords;
import dev.dpm.incident.Rule;
import dev.dpm.incident.Sentence;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RunAs;

/** Composes the record of an incident from the evidence and the other known facts. */
final class Composition {

    private static final String THREAD_DUMP = "jvm-threads.txt";

    private Composition() {
    }

    /**
     * Composes the record of an incident.
     * @param before the target's previous incident; empty: it has none
     */
    static Incident of(Draft draft, Usage usage, Optional<Incident> before) {
        IncidentTrigger opening = withDeadlock(draft);
        Subject subject = opening.subject();
        List<Figure> samples = subject.samples().stream().map(sample -> onWall(sample, draft)).toList();
        int needed = opening.finding().rule().map(Rule::samples).orElse(samples.size());
        Life life = life(subject, draft);
        Usage earlier = new Usage(before(usage.minutes(), draft.at), before(usage.hour(), draft.at));
        List<String> differs = before.map(one -> Comparison.of(one, life, draft.evidence)).orElse(List.of());
        return new Incident(Incident.SCHEMA, draft.id, subject.spec().name().value(), draft.at, draft.sequence,
                verdict(draft, Sentence.of(opening,
                        samples.subList(Math.max(0, samples.size() - needed), samples.size()),
                        growth(subject, earlier, samples, draft.at), draft.evidence)),
                life, earlier,
                new Series(draft.series, draft.number, draft.looksLeftOut, before.map(Incident::id), differs),
                draft.evidence, draft.output, ResponseWords.underway(opening.action(), draft.deeds));
    }

    private static Verdict verdict(Draft draft, Verdict found) {
        return draft.isRetold
                ? new Verdict(found.cause(), found.certainty(), found.sentence(),
                        found.restsOn() + "; told from the journal alone, since " + LostIncident.HOW, found.rule(),
                        found.samples(), found.next())
                : found;
    }

    /**
     * What was known when the incident began. If a check failed and a thread dump shows a deadlock, the deadlock is added,
     * since it explains the failure.
     */
    private static IncidentTrigger withDeadlock(Draft draft) {
        IncidentTrigger opening = draft.opening;
        return Optional.ofNullable(draft.attachments.get(THREAD_DUMP))
                .filter(dump -> opening.finding().cause() == Cause.CHECK).flatMap(Deadlock::words)
                .map(words -> opening.with(opening.finding().saying(opening.finding().words() + words)))
                .orElse(opening);
    }

    private static Figure onWall(Measured sample, Draft draft) {
        return sample.onWall(draft.opening.now(), draft.at);
    }

    private static List<Figure> before(List<Figure> figures, Instant at) {
        return figures.stream().filter(figure -> !figure.at().isAfter(at.plusSeconds(1))).toList();
    }

    private static Optional<Growth> growth(Subject subject, Usage usage, List<Figure> samples, Instant at) {
        Instant birth = at.minus(subject.age());
        List<Figure> figures = new ArrayList<>();
        Instant fine = usage.minutes().isEmpty() ? at : usage.minutes().get(0).at();
        usage.hour().stream().filter(figure -> figure.at().isAfter(birth) && figure.at().isBefore(fine))
                .forEach(figures::add);
        usage.minutes().stream().filter(figure -> figure.at().isAfter(birth)).forEach(figures::add);
        return Growth.of(figures.size() > samples.size() ? figures : samples);
    }

    private static Life life(Subject subject, Draft draft) {
        TargetSpec spec = subject.spec();
        Map<String, String> settings = new TreeMap<>();
        spec.settings().all().forEach((option, setting) -> {
            if (option != Options.ENV) {
                settings.put(option.name(), Secrets.mask(option.name(), setting.text()));
            }
        });
        return new Life(subject.incarnation(), subject.main().map(ProcessIdentity::pid), seconds(subject.age()),
                ShellText.of(Secrets.mask(spec.command())), spec.cwd().toString(), spec.user().map(RunAs::toString),
                List.copyOf(new TreeSet<>(spec.environment().keySet())), settings,
                subject.atStart().map(sample -> onWall(sample, draft)), subject.earlier(),
                subject.settled().map(draft.at::minus));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
