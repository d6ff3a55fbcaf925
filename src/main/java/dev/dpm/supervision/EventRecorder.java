package dev.dpm.supervision;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.Observation;
import dev.dpm.event.Recorded;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.supervision.effect.Ports;

/**
 * Writes events to the journal, passes them on to the log, and stores which components of the runner are faulty. Only
 * the thread of the supervision loop uses this class.
 */
final class EventRecorder {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    /**
     * A present fault of one of the runner's components.
     *
     * @param reason a sentence
     * @param since when the fault began, as the journal recorded it; empty if the journal itself does not work
     */
    private record Fault(String reason, Optional<String> since) {
    }

    private final Ports ports;
    private final Map<AffectedComponent, Fault> faults = new TreeMap<>();

    EventRecorder(Ports ports) {
        this.ports = ports;
    }

    /**
     * Writes an event. If launches fail repeatedly because the runner lacks resources, only the first failure and the
     * end of the failures are written.
     *
     * @return the event with its sequence number in the journal; empty where the event was not written
     */
    Optional<Recorded> note(Event event) {
        return note(event, Optional.empty(), now());
    }

    /**
     * Writes an event that belongs to an incident.
     *
     * @param incident the id of that incident; empty: the event belongs to none
     * @param at when the event happened
     */
    Optional<Recorded> note(Event event, Optional<String> incident, WallTime at) {
        if (event instanceof TargetEvent.LaunchFailed failed && failed.runnersFault()) {
            begins(launchOf(failed.name()), failed.reason(), failed);
            return Optional.empty();
        }
        Optional<Recorded> recorded = write(event, incident, at);
        if (event instanceof TargetEvent.TargetStarted started) {
            faulted(launchOf(started.name()), Optional.empty());
        }
        return recorded;
    }

    private WallTime now() {
        return ports.times().apply(ports.clock().get());
    }

    private static AffectedComponent launchOf(TargetName name) {
        return AffectedComponent.of(Component.LAUNCH_OF, name);
    }

    /**
     * Writes an event to the journal. If the journal throws an exception, the method records a fault and does not
     * throw, since the runner must still perform the effects of the step that the event reports.
     */
    private Optional<Recorded> write(Event event, Optional<String> incident, WallTime at) {
        try {
            Recorded recorded = ports.journal().append(event, incident, at);
            ports.story().accept(recorded);
            return Optional.of(recorded);
        } catch (RuntimeException | Error e) {
            faults.put(AffectedComponent.of(Component.JOURNAL), new Fault(e.toString(), Optional.empty()));
            return Optional.empty();
        }
    }

    /**
     * Records the beginning or the end of a fault of one of the runner's components.
     *
     * @param reason a sentence; empty: the fault is over. Repeated calls for the same fault write no further events
     */
    void faulted(AffectedComponent part, Optional<String> reason) {
        if (reason.isPresent()) {
            if (part.isOfTargetsOwn() && isChanged(part, reason.get())) {
                faults.remove(part);
            }
            begins(part, reason.get(), part.isOfTargetsOwn()
                    ? new Observation.LimitsNoted(part.target().orElseThrow(), reason.get(), true)
                    : new RunnerEvent.RunnerFaulted(part, reason.get()));
        } else if (faults.remove(part) != null) {
            write(part.isOfTargetsOwn()
                    ? new Observation.LimitsNoted(part.target().orElseThrow(), "its limits are in force as asked for",
                            false)
                    : new RunnerEvent.RunnerNoted(part, "works again"), Optional.empty(), now());
        }
    }

    private boolean isChanged(AffectedComponent part, String reason) {
        return faults.containsKey(part) && !faults.get(part).reason().equals(reason);
    }

    /** Ends the fault of a component that the runner does not need any more. */
    void over(AffectedComponent part) {
        faults.remove(part);
    }

    /** Ends all faults that concern one target. */
    void over(TargetName name) {
        faults.keySet().removeIf(part -> part.isFor(name));
    }

    private void begins(AffectedComponent part, String reason, Event told) {
        Fault before = faults.get(part);
        Optional<String> since = before == null
                ? write(told, Optional.empty(), now()).map(recorded -> MOMENT.format(recorded.time()))
                : before.since();
        faults.put(part, new Fault(reason, since));
    }

    /** A sentence for each fault of the runner's components that lasts now, with the time of its beginning. */
    List<String> faults() {
        return faults.entrySet().stream().map(fault -> fault.getKey().words() + ": " + fault.getValue().reason()
                + fault.getValue().since().map(at -> " (since " + at + ")").orElse("")).toList();
    }
}
