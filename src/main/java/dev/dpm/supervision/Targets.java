package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.dpm.event.CommandResult;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

public final class Targets {

    private final Map<TargetName, SupervisedTarget> slots = new TreeMap<>();
    /** The launch numbers of removed targets whose launch still hangs. A new target of the same name uses higher numbers. */
    private final Map<TargetName, Long> late = new HashMap<>();
    private List<TargetSnapshot> lastSnapshots = List.of();

    Optional<SupervisedTarget> find(TargetName name) {
        return Optional.ofNullable(slots.get(name));
    }

    void add(SupervisedTarget supervised) {
        slots.put(supervised.name(), supervised);
    }

    void remove(TargetName name) {
        SupervisedTarget supervised = slots.remove(name);
        if (supervised != null && supervised.hasLateLaunch) {
            late.put(name, supervised.state.ledger().incarnation());
        }
    }

    /** The highest launch number that removed targets of this name have used; 0: none. */
    long lastNumber(TargetName name) {
        return late.getOrDefault(name, 0L);
    }

    void returned(Incarnation life) {
        late.remove(life.target(), life.number());
    }

    Collection<SupervisedTarget> all() {
        return Collections.unmodifiableCollection(slots.values());
    }

    /** A snapshot of each target; the same list as before if nothing has changed. */
    List<TargetSnapshot> snapshots() {
        List<TargetSnapshot> now = new ArrayList<>(slots.size());
        boolean isSame = slots.size() == lastSnapshots.size();
        for (SupervisedTarget supervised : slots.values()) {
            TargetSnapshot snapshot = supervised.snapshot();
            isSame = isSame && snapshot.equals(lastSnapshots.get(now.size()));
            now.add(snapshot);
        }
        lastSnapshots = isSame ? lastSnapshots : List.copyOf(now);
        return lastSnapshots;
    }

    Set<TargetName> names() {
        return Set.copyOf(slots.keySet());
    }

    List<SupervisedTarget> copy() {
        return new ArrayList<>(slots.values());
    }

    /** All targets that are not STOPPED, EXITED or FATAL. */
    List<SupervisedTarget> notAtRest() {
        return slots.values().stream().filter(supervised -> !supervised.state.phase().isAtRest()).toList();
    }

    /** The main processes of all other targets, with the names of these targets. */
    Map<ProcessIdentity, TargetName> mainsBeside(SupervisedTarget one) {
        Map<ProcessIdentity, TargetName> mains = new HashMap<>();
        for (SupervisedTarget supervised : slots.values()) {
            if (supervised != one) {
                supervised.state.life().flatMap(Life::main).ifPresent(main -> mains.put(main, supervised.name()));
            }
        }
        return mains;
    }

    /** The launch of a target for which the command {@code start} must wait. */
    static CommandResult.Started life(SupervisedTarget supervised) {
        long number = supervised.state.ledger().incarnation()
                + (supervised.state.phase() == Phase.STOPPING || supervised.state.phase() == Phase.WAITING
                        || supervised.state instanceof Waiting ? 1 : 0);
        return new CommandResult.Started(supervised.name().value(), number);
    }
}
