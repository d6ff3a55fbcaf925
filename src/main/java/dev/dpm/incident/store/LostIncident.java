package dev.dpm.incident.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.EventType;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Severity;
import dev.dpm.incident.Cause;
import dev.dpm.incident.EndWords;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Finding;
import dev.dpm.incident.Finding.Oom;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.ResponseStep;
import dev.dpm.incident.Subject;
import dev.dpm.policy.OomWatch;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Resource;
import dev.dpm.process.Signal;
import dev.dpm.sampling.CpuAllowance;

/**
 * An incident of which only events in the journal are left, because the runner died before it wrote the incident.
 * @param events the events of the incident, oldest first; with the first one, the incident began
 */
record LostIncident(String id, List<Written> events) {

    /** The words in the record that say why it contains nothing but the events in the journal. */
    static final String HOW = "the runner died before this incident was written";
    private static final String NOT_SEEN = "all but the events in the journal: " + HOW;

    LostIncident {
        events = List.copyOf(events);
    }

    /** The incidents in the events since the last start of a runner, oldest first. Earlier events are ignored. */
    static List<LostIncident> in(List<Written> journal) {
        Map<String, List<Written>> byId = new LinkedHashMap<>();
        for (Written event : journal) {
            if (event.kind().equals(Optional.of(EventType.RUNNER_STARTED))) {
                byId.clear();
            } else if (event.details().get("incident") instanceof String id && IncidentStore.isId(id)
                    && event.target().isPresent()) {
                byId.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
            }
        }
        return byId.entrySet().stream().map(one -> new LostIncident(one.getKey(), one.getValue())).toList();
    }

    private Written first() {
        return events.get(0);
    }

    String target() {
        return first().target().orElseThrow();
    }

    Instant at() {
        return first().time();
    }

    /**
     * The draft of the incident's record; empty if the first event begins no incident, as in a journal that another
     * version has written.
     *
     * @param sequence the incident's number in the order in which the runner recorded incidents
     * @param spec the settings of the target
     */
    Optional<Draft> draft(long sequence, TargetSpec spec) {
        return finding().map(finding -> {
            Draft draft = new Draft(id, at(), sequence,
                    new IncidentTrigger(subject(spec), finding, "", false, Duration.ZERO));
            draft.evidence = Evidence.none(0, NOT_SEEN);
            draft.isRetold = true;
            events.forEach(event -> draft.deeds.add(new ResponseStep(event.time(), event.type(), event.message())));
            return draft;
        });
    }

    private Subject subject(TargetSpec spec) {
        long incarnation = number("incarnation").map(Number::longValue).orElse(0L);
        // the start time and the boot of the process are unknown; the record contains neither of them
        Optional<ProcessIdentity> main = first().pid().filter(pid -> pid > 0)
                .map(pid -> new ProcessIdentity(pid, 0, "unknown"));
        Duration age = number("uptime_seconds")
                .map(seconds -> Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)))
                .orElse(Duration.ZERO);
        return new Subject(spec, incarnation, main, age, false, Optional.empty(), List.of(), List.of(),
                Optional.empty(),
                CpuAllowance.NONE, Optional.empty());
    }

    private Optional<Finding> finding() {
        return first().kind().flatMap(type -> switch (type) {
            case TARGET_EXITED -> Optional.of(end());
            case LAUNCH_FAILED -> Optional.of(Finding.of(Cause.LAUNCH, text("reason").orElse(first().message())));
            case TARGET_GAVE_UP -> Optional.of(Finding.of(Cause.GAVE_UP, text("reason").orElse(first().message())));
            case CHECK_FAILED -> Optional.of(Finding.of(Cause.CHECK, text("finding").orElse(first().message())));
            case THRESHOLD_BREACHED ->
                Optional.of(Finding.of(ofThreshold(), text("finding").orElse(first().message())));
            default -> Optional.empty();
        });
    }

    private Cause ofThreshold() {
        String word = text("threshold").orElse("");
        if (word.equals(Resource.CPU.word())) {
            return Cause.CPU;
        }
        return word.equals(Resource.MEMORY.word()) ? Cause.MEMORY : Cause.FORECAST;
    }

    private Finding end() {
        ExitStatus status = status();
        Optional<String> evidence = text("evidence");
        Oom oom = evidence.isEmpty() ? Oom.UNREADABLE : evidence.get().equals(OomWatch.SEEN) ? Oom.SEEN : Oom.PROBABLE;
        return new Finding(cause(status, evidence.isPresent()), "", Optional.of(status), oom, text("last_line"),
                Optional.empty());
    }

    private Cause cause(ExitStatus status, boolean isOomKill) {
        if (first().severity() == Severity.INFO) {
            return Cause.EXIT;
        }
        if (isOomKill) {
            return Cause.OOM_KILL;
        }
        return status instanceof ExitStatus.Signaled && !EndWords.isOwnDeed(status) ? Cause.SIGNAL : Cause.CRASH;
    }

    private ExitStatus status() {
        Optional<ExitStatus> code = number("exit_code").map(value -> new ExitStatus.Code(value.intValue()));
        return code.orElseGet(() -> text("exit_signal").flatMap(Signal::parse)
                .<ExitStatus>map(signal -> new ExitStatus.Signaled(signal, false)).orElseGet(ExitStatus.Unknown::new));
    }

    private Optional<String> text(String key) {
        return first().details().get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private Optional<Number> number(String key) {
        return first().details().get(key) instanceof Number number ? Optional.of(number) : Optional.empty();
    }
}
