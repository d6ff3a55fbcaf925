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
 * Performs the effects that the state machines order (launches, signals, searches), outside the thread of the supervision loop.
 * The effects of one target are performed in order, one at a time. Writes of state files never wait for a launch or search that
 * hangs.
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
     * Searches the whole machine for processes of an earlier runner's targets, which the kernel does not reparent to this
     * runner.
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

    /** Launches a target. The write of its record is ordered before the fork. */
    public void launch(TargetSpec spec, TargetRecord record, Effect.Launch launch) {
        Incarnation life = new Incarnation(spec.name(), launch.incarnation());
        long order = records.order();
        executor.inOrder(spec.name(), () -> launches.launch(spec, order, record, life));
    }

    public void disown(TargetName name, Effect.Disown launch) {
        launches.disown(new Incarnation(name, launch.incarnation()));
    }

    /** Runs a hook of a target, after all earlier effects for that target. */
    public void runHook(TargetSpec spec, Effect.RunHook order) {
        Incarnation life = new Incarnation(spec.name(), order.incarnation());
        executor.inOrder(spec.name(), () -> {
            // a failure to create the output file is ignored here, since the launch of the target itself will report it
            var unused = ports.outputFile().prepare(spec);
            hooks.begin(spec, order(spec, life), order);
        });
    }

    public void endHooks(TargetName name, Effect.EndHooks order) {
        executor.inOrder(name, () -> hooks.end(new Incarnation(name, order.incarnation())));
    }

    /** Ends all running hooks, because the runner ends. */
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

    public void endStray(Incarnation life, ProcessIdentity main) {
        executor.inOrder(life.target(), () -> processes.endStray(life, main));
    }

    /** Reads evidence for an incident from the target's processes, before the next effect and so before any signal. */
    public void lookInto(TargetSpec spec, String incident) {
        // the reading takes at most half of the grace period, so that the target still has time to end by itself
        executor.inOrder(spec.name(), () -> ports.incidents().look(incident, spec.stopping().grace().dividedBy(2)));
    }

    /**
     * Searches for the process to which a target is to attach.
     *
     * @param supervised the main processes of other targets, which must not be chosen
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

    public void over(TargetName name) {
        executor.inOrder(name, () -> {
            launches.endLost(name);
            messages.forget(name);
            watches.forget(name);
            faults.over(name);
        });
    }

    /**
     * Retries failed work: writes of targets' saved states that the disk refused, and waits for the end of main processes for which
     * no thread could be started. Also reads the pid files of targets again.
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
