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
 * Performs effects on living processes: signals, counts, cgroup limits, and the search for a process to attach to. Used on any
 * thread.
 */
final class ProcessEffects {

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

    Ordered order() {
        return new Ordered(processes.moment());
    }

    /**
     * Sends a stop signal and counts the remaining processes. Both are repeated until a file descriptor is free. The moment of
     * sending is reported, because the grace period begins with it.
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
        // the children of a process are searched for before it gets the signal
        Set<ProcessIdentity> all = processes.everyone(life, order.main(), ordered.moment());
        Set<ProcessIdentity> asked = order.scope() == StopScope.MAIN ? Set.of(order.main()) : all;
        List<TargetProcesses.Refusal> refusals = processes.signal(asked, order.signal());
        processes.wake(asked);
        return refusals;
    }

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

    void survey(Incarnation life, Effect.Survey order, Ordered ordered) {
        faults.untilSeen(life, () -> {
            var unused = count(life, order.main(), order.wide(), ordered.moment());
        });
    }

    /**
     * Counts the living processes and reports the number.
     *
     * @param wide true: a count of 0 is confirmed by two searches of the whole machine
     * @param since the searches must begin after this {@link TargetProcesses#moment}
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
        reapOrphans.run();
        return living;
    }

    void endStray(Incarnation life, ProcessIdentity main) {
        faults.untilSeen(life, () -> processes.killAll(life, main));
    }

    /** Sets the cgroup limits of the target's settings. A failure is reported, and the launch goes on. */
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
     * Sets the cgroup limits of the target's settings, and reports the result.
     *
     * @throws UncheckedIOException where no file descriptor is free to read the processes
     */
    void limit(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        LimitsResult held = processes.limit(life, main, spec.properties().cgroup());
        results.limited(life, held);
        faults.tell(AffectedComponent.of(Component.LIMITS_OF, life.target()), held.faults().isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", held.faults())));
    }

    /**
     * Searches once for the process to which a target is to attach.
     *
     * @param supervised the main processes of other targets, which must not be chosen
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
            // no file descriptor is free, or the regular expression is nested too deeply; the supervision loop repeats the
            // search
            faults.tell(part, Optional.of(e.toString()));
        }
    }
}
