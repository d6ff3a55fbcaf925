package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsHeld;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses;

/** Has the kernel hold the limits of a target's cgroup, and reports limits that are not held. Safe from any thread. */
final class LimitHolder {

    private final TargetProcesses processes;
    private final EffectFaults faults;
    private final EffectResults results;

    LimitHolder(TargetProcesses processes, EffectFaults faults, EffectResults results) {
        this.processes = processes;
        this.faults = faults;
        this.results = results;
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
        LimitsHeld held = processes.limit(life, main, spec.properties().cgroup());
        results.limited(life, held);
        faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), held.faults().isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", held.faults())));
    }
}
