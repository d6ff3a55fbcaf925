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
import dev.dpm.event.Recorded;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.TargetName;

/** Has events written down and told, and knows what of the runner's own does not work. Touched by the loop only. */
final class EventRecorder {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    /** @param since when it was written down; empty where the journal itself is what is broken */
    private record Fault(String reason, Optional<String> since) {
    }

    private final Ports ports;
    private final Map<AffectedComponent, Fault> faults = new TreeMap<>();

    EventRecorder(Ports ports) {
        this.ports = ports;
    }

    /**
     * Writes an event down. A launch that fails again and again for the runner's own lack is one fault: told when it
     * begins and when it is over.
     *
     * @return as it was written down; empty where it was not
     */
    Optional<Recorded> note(Event event) {
        return note(event, Optional.empty());
    }

    /**
     * Likewise.
     *
     * @param incident the id of the incident that the event belongs to
     */
    Optional<Recorded> note(Event event, Optional<String> incident) {
        if (event instanceof TargetEvent.LaunchFailed failed && failed.runnersFault()) {
            begins(launchOf(failed.name()), failed.reason(), failed);
            return Optional.empty();
        }
        Optional<Recorded> recorded = write(event, incident);
        if (event instanceof TargetEvent.TargetStarted started) {
            faulted(launchOf(started.name()), Optional.empty());
        }
        return recorded;
    }

    private static AffectedComponent launchOf(TargetName name) {
        return AffectedComponent.of(Component.LAUNCH_OF, name);
    }

    /**
     * A journal that breaks its promise never to throw is itself a fault; supervision goes on. An error too: what the
     * step that is told of has to bring about comes after this.
     */
    private Optional<Recorded> write(Event event, Optional<String> incident) {
        try {
            Recorded recorded = ports.journal().append(event, incident);
            ports.story().accept(recorded);
            return Optional.of(recorded);
        } catch (RuntimeException | Error e) {
            faults.put(AffectedComponent.of(Component.JOURNAL), new Fault(e.toString(), Optional.empty()));
            return Optional.empty();
        }
    }

    /** Said once when it begins and once when it is over. */
    void faulted(AffectedComponent part, Optional<String> reason) {
        if (reason.isPresent()) {
            begins(part, reason.get(), new RunnerEvent.RunnerFaulted(part, reason.get()));
        } else if (faults.remove(part) != null) {
            write(new RunnerEvent.RunnerNoted(part, "works again"), Optional.empty());
        }
    }

    /** Nobody needs it any more, whether it works or not. */
    void over(AffectedComponent part) {
        faults.remove(part);
    }

    /** Likewise all that is for a target. */
    void over(TargetName name) {
        faults.keySet().removeIf(part -> part.isFor(name));
    }

    private void begins(AffectedComponent part, String reason, Event told) {
        Fault before = faults.get(part);
        Optional<String> since = before == null
                ? write(told, Optional.empty()).map(recorded -> MOMENT.format(recorded.time()))
                : before.since();
        faults.put(part, new Fault(reason, since));
    }

    /** A sentence each, with the moment since when. */
    List<String> faults() {
        return faults.entrySet().stream().map(fault -> fault.getKey().words() + ": " + fault.getValue().reason()
                + fault.getValue().since().map(at -> " (since " + at + ")").orElse("")).toList();
    }
}
