package dev.dpm.supervision.effect;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Expression;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

/**
 * Performs the effects that the state machine orders (launches, signals, searches), on other threads than the
 * supervision loop's. The effects of one target are performed one at a time, in order. Other threads write the state
 * files at the same time, so that a launch or search that hangs does not delay the writes.
 */
public final class EffectRunner {

    private static final AffectedComponent CENSUS = AffectedComponent.of(Component.CENSUS);

    private final Ports ports;
    private final Executor threads;
    private final EffectFaults faults;
    private final KeyedSerialExecutor executor;
    private final RecordWriter records;
    private final LaunchOrders orders;
    private final ExitWatches watches;
    private final TargetMessages messages;
    private final Launches launches;
    private final ProcessEffects processes;
    private final HookRunner hooks;

    /**
     * Makes the object that performs effects.
     *
     * @param threads the threads that perform effects
     * @param stateThreads the threads that write state files; they do no other work, so only a hanging disk blocks them
     */
    public EffectRunner(Ports ports, Executor threads, Executor stateThreads, EffectResults results) {
        this.ports = ports;
        this.threads = threads;
        this.faults = new EffectFaults(results);
        this.executor = new KeyedSerialExecutor(threads,
                (name, why) -> faults.tell(AffectedComponent.of(Component.WORK_FOR, name), why));
        LastOutputLines lastLines = new LastOutputLines();
        this.records = new RecordWriter(ports.memory(), stateThreads, faults);
        this.orders = new LaunchOrders(ports.outputFile());
        this.processes = new ProcessEffects(ports, results, faults);
        this.watches = new ExitWatches(ports, results, faults, lastLines);
        this.messages = new TargetMessages(ports, results, faults, lastLines, watches);
        this.launches = new Launches(ports, results, faults, orders, records, processes, lastLines, watches, messages);
        this.hooks = new HookRunner(ports, threads, lastLines, results::hookEnded);
    }

    /**
     * Searches the whole machine for orphans of targets that an earlier runner launched, because the kernel does not
     * reparent these orphans to this runner.
     */
    public void census() {
        threads.execute(() -> {
            try {
                ports.targetProcesses().census();
                faults.tell(CENSUS, Optional.empty());
            } catch (RuntimeException e) {
                faults.tell(CENSUS, Optional.of(e.toString()));
            }
        });
    }

    /** Launches a target. The write of the target's record to the disk is ordered before the fork. */
    public void launch(TargetSpec spec, TargetRecord record, Effect.Launch launch) {
        Incarnation life = new Incarnation(spec.name(), launch.incarnation());
        long order = records.order();
        executor.inOrder(spec.name(), () -> launches.launch(spec, order, record, life));
    }

    public void disown(TargetName name, Effect.Disown launch) {
        launches.disown(new Incarnation(name, launch.incarnation()));
    }

    /** Runs a target's hook after all effects that were ordered before for the target. */
    public void runHook(TargetSpec spec, Effect.RunHook order) {
        Incarnation life = new Incarnation(spec.name(), order.incarnation());
        executor.inOrder(spec.name(), () -> {
            // the failure is not reported here, because the launch of the target itself will report it
            var unused = ports.outputFile().prepare(spec);
            hooks.begin(spec, order(spec, life), order);
        });
    }

    /**
     * Ends the hooks that belong to one launch of a target, including hooks that were ordered before and have not
     * begun.
     */
    public void endHooks(TargetName name, Effect.EndHooks order) {
        executor.inOrder(name, () -> hooks.end(new Incarnation(name, order.incarnation())));
    }

    /** Ends all running hooks of all targets, because the runner ends. */
    public void closeHooks() {
        hooks.close();
    }

    public void watch(TargetSpec spec, Effect.Watch watch) {
        Incarnation life = new Incarnation(spec.name(), watch.incarnation());
        executor.inOrder(spec.name(), () -> {
            watches.follow(spec, life, watch.main(), false);
            messages.reopen(spec);
            watches.watch(life, watch.main());
            processes.tryToLimit(spec, life, watch.main());
        });
    }

    /** Applies changed cgroup limits to a running target. */
    public void changeLimits(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        executor.inOrder(spec.name(), () -> faults.untilSeen(life, () -> processes.limit(spec, life, main)));
    }

    /** Searches a target's output once for the line that shows that the target is ready. */
    public void lookAtOutput(TargetSpec spec, Incarnation life) {
        Expression wanted = spec.readiness().output().orElseThrow();
        executor.once(spec.name(), wanted, () -> messages.lookAtOutput(spec, life, wanted));
    }

    public void terminate(TargetName name, Effect.Terminate terminate) {
        Incarnation life = new Incarnation(name, terminate.incarnation());
        ProcessEffects.Ordered ordered = processes.order();
        executor.once(name, terminate, () -> processes.terminate(life, terminate, ordered));
    }

    public void survey(TargetName name, Effect.Survey survey) {
        Incarnation life = new Incarnation(name, survey.incarnation());
        ProcessEffects.Ordered ordered = processes.order();
        executor.once(name, survey, () -> processes.survey(life, survey, ordered));
    }

    public void sendSignal(TargetName name, Effect.SendSignal signal) {
        Incarnation life = new Incarnation(name, signal.incarnation());
        executor.inOrder(name, () -> processes.signal(life, signal));
    }

    /** Ends the process that a launch has started although the launch is not wanted any more. */
    public void endStray(Incarnation life, ProcessIdentity main) {
        executor.inOrder(life.target(), () -> processes.endStray(life, main));
    }

    /**
     * Reads evidence for an incident from the target's processes, before the next effect for this target and so before
     * any signal.
     */
    public void lookInto(TargetSpec spec, String incident) {
        // at most half of the grace period is used, so that the target still has time to end by itself
        executor.inOrder(spec.name(), () -> ports.incidents().look(incident, spec.stopping().grace().dividedBy(2)));
    }

    /**
     * Searches the machine for the process to which a target is to attach.
     *
     * @param supervised the main processes of the other targets, which must not be chosen
     */
    public void search(TargetName name, Effect.Search search, Map<ProcessIdentity, TargetName> supervised) {
        Incarnation life = new Incarnation(name, search.incarnation());
        executor.once(name, search, () -> processes.search(life, search, supervised));
    }

    public void save(TargetRecord record, boolean durable) {
        records.save(record, durable);
    }

    public void remove(TargetName name) {
        records.remove(name);
    }

    /**
     * Reports that all faults of a target's effects are over, because the target is now STOPPED, EXITED or FATAL. This
     * includes faults of work that is still queued.
     */
    public void over(TargetName name) {
        executor.inOrder(name, () -> {
            launches.endLost(name);
            messages.forget(name);
            watches.forget(name);
            faults.over(name);
        });
    }

    /**
     * Retries failed work: writes of records that the disk refused, and waits for the end of processes for which no
     * thread could be started.
     */
    public void tryAgain() {
        records.tryAgain();
        watches.withPidFile()
                .forEach(life -> executor.once(life.target(), "pid file", () -> watches.readPidFile(life)));
        watches.unwatched()
                .forEach((life, main) -> executor.once(life.target(), life, () -> watches.watchAgain(life, main)));
    }

    /** The launch order of a target, with all properties of the process that its settings demand. */
    public LaunchOrder order(TargetSpec spec, Incarnation life) {
        return orders.of(spec, life);
    }
}
