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
 * Writes events to the journal and to the runner's log, and knows which components of the runner are faulty. Only the thread of
 * the supervision loop uses this class.
 */
final class EventRecorder {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    /**
     * A present fault of a component of the runner.
     *
     * @param since when the fault began; empty where the journal could not record it
     */
    private record Fault(String reason, Optional<String> since) {
    }

    private final Ports ports;
    private final Map<AffectedComponent, Fault> faults = new TreeMap<>();

    EventRecorder(Ports ports) {
        this.ports = ports;
    }

    /**
     * Writes an event. Of consecutive launch failures for lack of resources, only the first is written.
     *
     * @return the event with its number in the journal; empty where it was not written
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
     * Writes an event to the journal. An exception of the journal becomes a fault of the runner, because the loop must go on.
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
     * Records that a component of the runner is faulty, or works again.
     *
     * @param reason a sentence; empty: the component works again
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

    void over(AffectedComponent part) {
        faults.remove(part);
    }

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
