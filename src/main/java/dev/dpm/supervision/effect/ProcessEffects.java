package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Attacher;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsResult;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Performs effects on living processes: sends signals, counts the remaining processes, sets the limits of a target's
 * cgroup, and searches for a process to attach to. Safe on any thread.
 */
final class ProcessEffects {

    /**
     * When the supervision loop ordered an effect.
     *
     * @param moment the time as a number that {@link TargetProcesses} compares with its searches of the machine
     */
    record Ordered(long moment) {
    }

    private final TargetProcesses processes;
    private final Supplier<Duration> clock;
    private final Attacher attacher;
    private final Runnable reapOrphans;
    private final EffectResults results;
    private final EffectFaults faults;

    ProcessEffects(Ports ports, EffectResults results, EffectFaults faults) {
        this.processes = ports.targetProcesses();
        this.clock = ports.clock();
        this.attacher = ports.attacher();
        this.reapOrphans = ports.reapOrphans();
        this.results = results;
        this.faults = faults;
    }

    /** The present moment, which is stored with an effect that is ordered now. */
    Ordered order() {
        return new Ordered(processes.moment());
    }

    /**
     * Sends the signal of a stop and counts the remaining processes. Both are repeated until the runner has enough free
     * file descriptors. The moment of sending is reported: when many targets end at the same time, a signal may wait
     * for long, and the grace begins when it is sent.
     *
     * @param ordered when the supervision loop ordered the signal
     */
    void terminate(Incarnation life, Effect.Terminate order, Ordered ordered) {
        faults.untilSeen(life, () -> {
            boolean kills = order.signal().equals(Signal.KILL) && order.scope() == StopScope.TREE;
            tellRefused(life, order.signal(),
                    kills ? processes.killAll(life, order.main()) : ask(life, order, ordered));
            if (!kills) {
                results.signalled(life.target(), life.number(), clock.get());
            }
            if (count(life, order.main(), true, processes.moment()) > 0 && kills) {
                results.outlivedKill(life.target(), life.number());
            }
        });
    }

    private List<TargetProcesses.Refusal> ask(Incarnation life, Effect.Terminate order, Ordered ordered) {
        // all processes of the target are searched for, even if only one gets the signal: the runner then knows the
        // children of that process before it ends
        Set<ProcessIdentity> all = processes.everyone(life, order.main(), ordered.moment());
        Set<ProcessIdentity> asked = order.scope() == StopScope.MAIN ? Set.of(order.main()) : all;
        List<TargetProcesses.Refusal> refusals = processes.signal(asked, order.signal());
        processes.wake(asked);
        return refusals;
    }

    /** Sends the target a signal that is not meant to stop it. */
    void signal(Incarnation life, Effect.SendSignal order) {
        faults.untilSeen(life, () -> {
            Set<ProcessIdentity> receivers = order.scope() == StopScope.MAIN
                    ? Set.of(order.main())
                    : new LinkedHashSet<>(processes.members(life, order.main()));
            tellRefused(life, order.signal(), processes.signal(receivers, order.signal()));
        });
    }

    private void tellRefused(Incarnation life, Signal signal, List<TargetProcesses.Refusal> refusals) {
        faults.tell(AffectedComponent.of(Component.SIGNALS_TO, life.target()), refusals.stream().findFirst().map(
                first -> "process " + first.identity().pid() + " did not take " + signal + ": " + first.reason()));
    }

    /**
     * Counts the remaining processes of an incarnation and reports the number.
     *
     * @param ordered when the supervision loop ordered the count
     */
    void survey(Incarnation life, Effect.Survey order, Ordered ordered) {
        faults.untilSeen(life, () -> {
            var unused = count(life, order.main(), order.wide(), ordered.moment());
        });
    }

    /**
     * Counts the living processes, reports the number and returns it.
     *
     * @param wide true: if the process tree is empty, searches the whole machine twice before the count is 0
     * @param since the searches of the machine must begin after this moment
     */
    private int count(Incarnation life, ProcessIdentity main, boolean wide, long since) {
        int living = processes.members(life, main).size();
        if (wide && living == 0) {
            living = Math.toIntExact(processes.countLeft(life, since));
        }
        if (wide && living == 0) {
            living = processes.members(life, main).size();
        }
        results.surveyed(life.target(), life.number(), living);
        // zombies are reaped after the report, so that a restart does not wait for it
        reapOrphans.run();
        return living;
    }

    /** Ends the process of a target's launch that is not wanted any more. */
    void endStray(Incarnation life, ProcessIdentity main) {
        faults.untilSeen(life, () -> processes.killAll(life, main));
    }

    /**
     * Sets the cgroup limits in the target's settings, if there are any, for the process tree of a living main process.
     * A failure is reported, and the launch goes on.
     */
    void tryToLimit(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        if (spec.properties().cgroup().areNone()) {
            return;
        }
        try {
            limit(spec, life, main);
        } catch (UncheckedIOException blind) {
            faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), Optional.of(blind.getMessage()));
        }
    }

    /**
     * Sets the cgroup limits of the target's present settings, and reports the result.
     *
     * @throws UncheckedIOException where the processes cannot be read because the runner has no free file descriptors
     */
    void limit(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        LimitsResult held = processes.limit(life, main, spec.properties().cgroup());
        results.limited(life, held);
        faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), held.faults().isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", held.faults())));
    }

    /**
     * Searches the machine once for the process to which a target is to attach, and reports the result.
     *
     * @param supervised the main processes of the other targets, which must not be chosen
     */
    void search(Incarnation life, Effect.Search search, Map<ProcessIdentity, TargetName> supervised) {
        AffectedComponent part = AffectedComponent.of(Component.SEARCH_FOR, life.target());
        try {
            Sighting sighting = attacher.look(search.selector(), supervised);
            if (sighting instanceof Sighting.Found found) {
                processes.attached(life, found.main());
            }
            results.sighted(life.target(), life.number(), search.selector(), sighting);
            faults.tell(part, Optional.empty());
        } catch (RuntimeException | StackOverflowError e) {
            // there are no free file descriptors, or the regular expression is nested too deeply; the supervision loop
            // orders the next search nevertheless
            faults.tell(part, Optional.of(e.toString()));
        }
    }
}
