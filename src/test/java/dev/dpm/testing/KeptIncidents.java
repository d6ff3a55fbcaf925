package dev.dpm.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.dpm.event.Recorded;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Incidents;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/** A fake recorder that keeps what the supervision loop reports about incidents. */
public final class KeptIncidents implements Incidents {

    public final List<IncidentTrigger> openings = new CopyOnWriteArrayList<>();
    public final List<WallTime> times = new CopyOnWriteArrayList<>();
    public final List<String> looks = new CopyOnWriteArrayList<>();
    public final Map<String, List<String>> events = new ConcurrentHashMap<>();
    public final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    public final List<String> recoveries = new CopyOnWriteArrayList<>();
    /** Called at each collection of evidence, with the incident's id. */
    public volatile Consumer<String> atLook = id -> {
    };

    @Override
    public Optional<String> open(IncidentTrigger opening, WallTime at) {
        times.add(at);
        openings.add(opening);
        return Optional.of("i" + openings.size());
    }

    @Override
    public void look(String id, Duration most) {
        looks.add(id);
        atLook.accept(id);
    }

    @Override
    public void happened(String id, Recorded event) {
        events.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(event.event().type().word());
    }

    @Override
    public void close(String id, Outcome outcome) {
        outcomes.put(id, outcome);
    }

    @Override
    public void wellAgain(TargetName target, String how, WallTime at) {
        recoveries.add(target + ": " + how);
    }
}
