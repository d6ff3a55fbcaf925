package dev.dpm.app;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Secrets;
import dev.dpm.config.TargetSpec;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Component;
import dev.dpm.event.OneLine;
import dev.dpm.event.RunnerEvent;
import dev.dpm.evidence.LocalDeepLook;
import dev.dpm.evidence.LocalLook;
import dev.dpm.history.UsageHistory;
import dev.dpm.incident.Figure;
import dev.dpm.incident.Incident.Usage;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.Subject;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.incident.store.IncidentStore;
import dev.dpm.incident.store.Setup;
import dev.dpm.notice.send.TerminationMessage;
import dev.dpm.process.Incarnation;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.output.OutputLines;
import dev.dpm.supervision.Supervisor;

/** Creates the objects that record incidents. */
final class IncidentParts {

    private static final int OUTPUT_LINES = 200;
    private static final int LONGEST_LINE = 500;
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RuntimeDirectory home;
    private final Assembly assembly;
    private final UsageHistory history;
    private final AtomicReference<Optional<Supervisor>> supervisor = new AtomicReference<>(Optional.empty());
    private final List<String> early = new ArrayList<>();

    IncidentParts(RuntimeDirectory home, Assembly assembly, UsageHistory history) {
        this.home = home;
        this.assembly = assembly;
        this.history = history;
    }

    /** @param writable whether the runner's home folder can be written */
    IncidentRecorder recorder(boolean writable, Supplier<RunnerSpec> spec, Clock clock) {
        Optional<IncidentStore> store = writable
                ? Optional.of(new IncidentStore(home.incidents(), clock))
                : Optional.empty();
        IncidentRecorder recorder = new IncidentRecorder(new Setup(clock, store,
                new LocalLook(this::members, writable ? home.path().toString() : "/"),
                new LocalDeepLook((process, signal) -> assembly.signal(Set.of(process), signal),
                        target -> home.targetLog(target.value())),
                this::usage,
                this::output,
                () -> new IncidentRetention(spec.get().incidentKeep(), spec.get().incidentRetention(),
                        spec.get().incidentBytes()),
                reason -> fault(Component.INCIDENTS, reason), this::note));
        recorder.tell(new TerminationMessage(() -> spec.get().terminationMessage(),
                reason -> fault(Component.TERMINATION_MESSAGE, reason)));
        return recorder;
    }

    /** Sets the supervisor that receives faults of the incident recorder, including those that occurred before this call. */
    void tell(Supervisor told) {
        supervisor.set(Optional.of(told));
        early.forEach(this::note);
        early.clear();
    }

    private void fault(Component component, Optional<String> reason) {
        supervisor.get().ifPresent(told -> told.fault(component, reason));
    }

    private void note(String sentence) {
        supervisor.get().ifPresentOrElse(
                told -> told.note(new RunnerEvent.RunnerNoted(Component.INCIDENTS, sentence)),
                () -> early.add(sentence));
    }

    private List<ProcessIdentity> members(Subject subject) {
        return subject.main()
                .map(main -> assembly.members(new Incarnation(subject.spec().name(), subject.incarnation()), main))
                .orElse(List.of());
    }

    private Usage usage(TargetName target) {
        return new Usage(figures(target, MINUTES, SECOND), figures(target, HOUR, MINUTE));
    }

    private List<Figure> figures(TargetName target, Duration length, Duration step) {
        try {
            return UsageFigures.of(history.last(target, length, step).points(),
                    history.interval(target).dividedBy(step.toSeconds()).toSeconds());
        } catch (IOException e) {
            note("what " + target + " used before an incident cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private List<String> output(TargetSpec spec) {
        String name = spec.name().value();
        if (!spec.output().hasErrorsApart()) {
            return lines(name, OUTPUT_LINES);
        }
        List<String> all = new ArrayList<>(lines(name, OUTPUT_LINES / 2 - 1));
        all.add("(of its stderr:)");
        all.addAll(lines(name + OutputPlace.ERRORS, OUTPUT_LINES / 2));
        return all;
    }

    private List<String> lines(String log, int most) {
        try {
            return new OutputLines(home.targetLog(log)).last(most, line -> true).lines().stream()
                    .map(line -> shown(line.text())).toList();
        } catch (IOException e) {
            return List.of("(the output cannot be read: " + e.getMessage() + ")");
        }
    }

    static String shown(String line) {
        int indent = 0;
        while (indent < line.length() && indent < LONGEST_LINE && Character.isWhitespace(line.charAt(indent))) {
            indent++;
        }
        return " ".repeat(indent) + OneLine.of(Secrets.mask(OneLine.of(line, 2 * LONGEST_LINE)), LONGEST_LINE);
    }
}
