package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses;

/** Has the kernel hold the limits of a target's cgroup, and reports limits that are not held. Safe from any thread. */
final class LimitHolder {

    private final TargetProcesses processes;
    private final EffectFaults faults;

    LimitHolder(TargetProcesses processes, EffectFaults faults) {
        this.processes = processes;
        this.faults = faults;
    }

    /**
     * Holds the limits of an incarnation whose main process lives, where it has any. A launch is not broken off because
     * they cannot be held.
     */
    void tryToHold(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        if (spec.properties().cgroup().areNone()) {
            return;
        }
        try {
            hold(spec, life, main);
        } catch (UncheckedIOException blind) {
            faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), Optional.of(blind.getMessage()));
        }
    }

    /**
     * Holds the limits of an incarnation's present settings.
     *
     * @throws UncheckedIOException the processes cannot be seen for want of descriptors
     */
    void hold(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        List<String> refused = processes.limit(life, main, spec.properties().cgroup());
        faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), refused.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", refused) + "; it runs without"));
    }
}
