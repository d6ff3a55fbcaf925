package dev.dpm.supervision.effect;

import java.util.Map;
import java.util.Optional;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Attacher;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/** Searches for processes to attach to. Safe from any thread. */
final class AttachSearch {

    private final Attacher attacher;
    private final TargetProcesses processes;
    private final EffectResults results;
    private final EffectFaults faults;

    AttachSearch(Ports ports, EffectResults results, EffectFaults faults) {
        this.attacher = ports.attacher();
        this.processes = ports.targetProcesses();
        this.results = results;
        this.faults = faults;
    }

    /**
     * Searches once, and reports what was found.
     *
     * @param supervised the main processes of the other targets
     */
    void look(Incarnation life, Effect.Search search, Map<ProcessIdentity, TargetName> supervised) {
        AffectedComponent part = AffectedComponent.of(Component.SEARCH_FOR, life.target());
        try {
            Sighting sighting = attacher.look(search.selector(), supervised);
            if (sighting instanceof Sighting.Found found) {
                processes.attached(life, found.main());
            }
            results.sighted(life.target(), life.number(), search.selector(), sighting);
            faults.tell(part, Optional.empty());
        } catch (RuntimeException | StackOverflowError e) {
            // no descriptors, or an expression too deep: the next search is ordered nevertheless
            faults.tell(part, Optional.of(e.toString()));
        }
    }
}
