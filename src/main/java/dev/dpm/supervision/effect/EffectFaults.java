package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;

/**
 * Reports to the supervision loop that an effect (a launch, a signal, a write) failed, and reports once when it works again.
 * Used on any thread.
 */
final class EffectFaults {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final EffectResults results;
    /** The components whose reported fault has not ended. */
    private final Set<AffectedComponent> open = ConcurrentHashMap.newKeySet();

    EffectFaults(EffectResults results) {
        this.results = results;
    }

    /**
     * Reports a fault of a component of the runner, or the end of the fault.
     *
     * @param reason a sentence; empty: the fault is over
     */
    void tell(AffectedComponent part, Optional<String> reason) {
        if (reason.isPresent()) {
            open.add(part);
            results.faulted(part, reason);
        } else if (!open.isEmpty() && open.remove(part)) {
            results.faulted(part, reason);
        }
    }

    void over(TargetName name) {
        open.removeIf(part -> part.isFor(name));
        results.over(name);
    }

    /**
     * Repeats a search for processes, or a signal, until a file descriptor is free. Without one, the runner cannot see whether
     * a process lives.
     */
    void untilSeen(Incarnation life, Runnable look) {
        AffectedComponent part = AffectedComponent.of(Component.PROCESSES_OF, life.target());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look.run();
                tell(part, Optional.empty());
                return;
            } catch (UncheckedIOException blind) {
                tell(part, Optional.of(blind.getMessage()));
                results.stopDelayed(life.target(), life.number());
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }
}
