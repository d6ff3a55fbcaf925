package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Expression;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Performs the effects that the states order, away from the loop's thread. The effects of one target are performed one
 * at a time, in order. State files are written on other threads, in parallel: a launch or search that hangs does not
 * delay them.
 */
public final class EffectRunner {

    /**
     * A process that was launched.
     *
     * @param outputFault why the process does without its output file, or why its output is not passed on
     */
    private record Born(ProcessIdentity main, Optional<String> outputFault) {
    }

    private static final AffectedComponent CENSUS = AffectedComponent.of(Component.CENSUS);
    /** The number of searches of the whole machine that must find no process before the target counts as gone. */
    private static final int EMPTY_LOOKS = 2;
    /** The longest wait for a state file to be written; a healthy disk takes a millisecond or two. */
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(1);

    private final Ports ports;
    private final EffectResults results;
    private final EffectFaults faults;
    private final Executor threads;
    private final KeyedSerialExecutor executor;
    private final RecordWriter records;
    private final LaunchOrders orders;
    private final LimitHolder limits;
    private final AttachSearch attachSearch;
    private final LastOutputLines utterances;
    private final ExitWatches watches;
    private final TargetMessages messages;
    private final HookRunner hooks;
    /** Targets of which a launch failed half-way or never returned, so that an unknown process may live. */
    private final Set<TargetName> doubtful = ConcurrentHashMap.newKeySet();
    /** Incarnations whose launch is no longer wanted; a launch that has not begun does not begin. */
    private final Set<Incarnation> disowned = ConcurrentHashMap.newKeySet();

    /**
     * Makes the runner of effects.
     *
     * @param stateThreads write state files, and hang only where the disk does
     */
    public EffectRunner(Ports ports, Executor threads, Executor stateThreads, EffectResults results) {
        this.ports = ports;
        this.threads = threads;
        this.results = results;
        this.faults = new EffectFaults(results);
        this.executor = new KeyedSerialExecutor(threads,
                (name, why) -> faults.tell(AffectedComponent.of(Component.WORK_FOR, name), why));
        this.records = new RecordWriter(ports.memory(), stateThreads, faults);
        this.orders = new LaunchOrders(ports.outputFile());
        this.limits = new LimitHolder(ports.targetProcesses(), faults);
        this.attachSearch = new AttachSearch(ports, results, faults);
        this.utterances = new LastOutputLines();
        this.hooks = new HookRunner(ports, threads, utterances, results::hookEnded);
        this.watches = new ExitWatches(ports, results, faults, utterances);
        this.messages = new TargetMessages(ports, results, faults, utterances, watches);
    }

    /** Searches the whole machine for orphans of adopted targets, which are not reparented to this runner. */
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

    /** Launches an incarnation; its record is saved before the fork. */
    public void launch(TargetSpec spec, TargetRecord record, Effect.Launch launch) {
        Incarnation life = new Incarnation(spec.name(), launch.incarnation());
        long order = records.order();
        executor.inOrder(spec.name(), () -> launch(spec, order, record, life));
    }

    /** Runs a hook, after the effects that were ordered for the target before. */
    public void runHook(TargetSpec spec, Effect.RunHook order) {
        Incarnation life = new Incarnation(spec.name(), order.incarnation());
        executor.inOrder(spec.name(), () -> {
            // the launch of the target itself reports a failure
            var unused = ports.outputFile().prepare(spec);
            hooks.begin(spec, order(spec, life), order);
        });
    }

    /** Ends the hooks of an incarnation, including hooks that were ordered before and have not begun. */
    public void endHooks(TargetName name, Effect.EndHooks order) {
        executor.inOrder(name, () -> hooks.end(new Incarnation(name, order.incarnation())));
    }

    /** Ends all hooks that run, before the runner ends. */
    public void closeHooks() {
        hooks.close();
    }

    public void disown(TargetName name, Effect.Disown launch) {
        disowned.add(new Incarnation(name, launch.incarnation()));
        doubtful.add(name);
    }

    public void terminate(TargetName name, Effect.Terminate terminate) {
        Incarnation life = new Incarnation(name, terminate.incarnation());
        executor.once(name, terminate, () -> faults.untilSeen(life, () -> terminate(life, terminate)));
    }

    public void survey(TargetName name, Effect.Survey survey) {
        Incarnation life = new Incarnation(name, survey.incarnation());
        executor.once(name, survey, () -> faults.untilSeen(life, () -> {
            var unused = survey(life, survey.main(), survey.wide());
        }));
    }

    public void watch(TargetSpec spec, Effect.Watch watch) {
        Incarnation life = new Incarnation(spec.name(), watch.incarnation());
        executor.inOrder(spec.name(), () -> {
            watches.follow(spec, life, watch.main(), false);
            messages.reopen(spec);
            watches.watch(life, watch.main());
            limits.tryToHold(spec, life, watch.main());
        });
    }

    /** Gives a running target the limits of its settings, which were changed. */
    public void changeLimits(TargetSpec spec, Incarnation life, ProcessIdentity main) {
        executor.inOrder(spec.name(), () -> faults.untilSeen(life, () -> limits.hold(spec, life, main)));
    }

    /** Searches a target's output once for the line that shows the target ready. */
    public void lookAtOutput(TargetSpec spec, Incarnation life) {
        Expression wanted = spec.readiness().output().orElseThrow();
        executor.once(spec.name(), wanted, () -> messages.lookAtOutput(spec, life, wanted));
    }

    public void sendSignal(TargetName name, Effect.SendSignal signal) {
        Incarnation life = new Incarnation(name, signal.incarnation());
        executor.inOrder(name, () -> faults.untilSeen(life, () -> send(life, signal)));
    }

    /**
     * Has evidence on an incident collected before the next effect for the target of the incident, and so before any
     * signal.
     */
    public void lookInto(TargetSpec spec, String incident) {
        // at most half of the grace period, so that collecting evidence does not use up the time that the target has to
        // end
        executor.inOrder(spec.name(), () -> ports.incidents().look(incident, spec.stopping().grace().dividedBy(2)));
    }

    /**
     * Searches for the process to attach to.
     *
     * @param supervised the main processes of the other targets
     */
    public void search(TargetName name, Effect.Search search, Map<ProcessIdentity, TargetName> supervised) {
        Incarnation life = new Incarnation(name, search.incarnation());
        executor.once(name, search, () -> attachSearch.look(life, search, supervised));
    }

    public void save(TargetRecord record, boolean durable) {
        records.save(record, durable);
    }

    public void remove(TargetName name) {
        records.remove(name);
    }

    /** Ends a process that was launched although its launch is no longer wanted. */
    public void endStray(Incarnation life, ProcessIdentity main) {
        executor.inOrder(life.target(), () -> faults.untilSeen(life, () -> ports.targetProcesses().exterminate(life, main)));
    }

    /** Ends all faults of a target that is now at rest, including faults of work that still waits. */
    public void over(TargetName name) {
        executor.inOrder(name, () -> {
            if (doubtful.contains(name)) {
                faults.untilSeen(new Incarnation(name, 1), () -> isAnyLost(name));
            }
            messages.forget(name);
            watches.forget(name);
            faults.over(name);
        });
    }

    /** Tries failed work again: a write that the disk refused, a watch without a thread. */
    public void tryAgain() {
        records.tryAgain();
        watches.withPidFile()
                .forEach(life -> executor.once(life.target(), "pid file", () -> watches.readPidFile(life)));
        watches.unwatched()
                .forEach((life, main) -> executor.once(life.target(), life, () -> watches.watchAgain(life, main)));
    }

    private void launch(TargetSpec spec, long order, TargetRecord intent, Incarnation life) {
        if (disowned.remove(life)) {
            return;
        }
        Optional<ProcessIdentity> born = Optional.empty();
        try {
            CompletableFuture<Void> saved = records.saveBeside(order, intent);
            endLost(life);
            utterances.begins(life, ports.outputFile().written(spec), orders.errors(spec), spec.timing().isScheduled());
            Born child = launched(spec, life);
            born = Optional.of(child.main());
            faults.tell(AffectedComponent.of(Component.OUTPUT_OF, life.target()), child.outputFault());
            watches.follow(spec, life, child.main(), true);
            limits.tryToHold(spec, life, child.main());
            await(saved);
            results.launched(life.target(), life.number(), child.main());
            disowned.remove(life);
        } catch (LaunchFailure e) {
            launchFailed(life, e.getMessage(), e.isRunnersFault());
        } catch (UncheckedIOException e) {
            brokeOff(life, born, e.getMessage());
        } catch (RuntimeException | Error e) {
            brokeOff(life, born, e.toString());
        }
        // this also holds for a process that was ended just now, so that the launcher forgets the process
        born.ifPresent(main -> watches.watch(life, main));
    }

    /**
     * Ends the process of a launch that broke off at an unexpected fault, and reports the launch as failed. Only a
     * process that the loop knows may live on, since only that process is supervised and stopped.
     *
     * @param born the process, where the launch came that far; empty: the launch may have made a process all the same
     */
    private void brokeOff(Incarnation life, Optional<ProcessIdentity> born, String reason) {
        doubtful.add(life.target());
        try {
            born.ifPresent(main -> ports.targetProcesses().exterminate(life, main));
            endLost(life);
        } catch (LaunchFailure | RuntimeException | Error stillThere) {
            // the next launch, or the end of a stop, looks again
            doubtful.add(life.target());
        }
        launchFailed(life, reason, true);
    }

    /** Waits until the intent is written, before the launch is reported; not longer than a healthy disk takes. */
    private static void await(CompletableFuture<Void> saved) {
        try {
            saved.get(DISK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        }
    }

    private void launchFailed(Incarnation life, String reason, boolean runnersFault) {
        if (runnersFault) {
            doubtful.add(life.target());
        }
        results.launchFailed(life.target(), life.number(), reason, runnersFault);
    }

    /** Ends processes that a failed launch may have left; the next launch fails while such a process lives. */
    private void endLost(Incarnation next) throws LaunchFailure {
        if (doubtful.contains(next.target()) && isAnyLost(next.target())) {
            throw new LaunchFailure("cannot launch " + next.target()
                    + ": what a launch that broke off left behind has to end first", true, null);
        }
    }

    /**
     * Sends KILL to the processes that a failed launch left, and returns whether there were any. The failed launch
     * broke off half-way because the runner lacked resources or made a mistake.
     */
    private boolean isAnyLost(TargetName name) {
        Set<ProcessIdentity> lost = ports.targetProcesses().census().stream()
                .filter(kept -> kept.incarnation().target().equals(name)).map(TargetProcesses.Kept::identity)
                .collect(Collectors.toSet());
        if (lost.isEmpty()) {
            doubtful.remove(name);
        } else {
            ports.targetProcesses().signal(lost, Signal.KILL);
        }
        return !lost.isEmpty();
    }

    /**
     * Launches a target. Where only the target's output file cannot be opened, the target is launched without the file,
     * since running matters more than output.
     */
    private Born launched(TargetSpec spec, Incarnation life) throws LaunchFailure {
        try {
            Optional<String> lacking = ports.outputFile().prepare(spec);
            return new Born(launch(spec, orders.of(spec, life)), lacking);
        } catch (LaunchFailure e) {
            if (!e.isOfOutput()) {
                throw e;
            }
            String words = e.getMessage() + "; it runs without one, its output "
                    + (LaunchOrders.isShown(spec) ? "goes to the runner's, as it is," : "is lost")
                    + " until its next start";
            return new Born(launch(spec, orders.withoutFile(spec, life)), Optional.of(words));
        }
    }

    private ProcessIdentity launch(TargetSpec spec, LaunchOrder order) throws LaunchFailure {
        return ports.launcher().launch(messages.withSocket(spec, order));
    }

    /** The launch order of a target, the one place where all properties of its processes are collected. */
    public LaunchOrder order(TargetSpec spec, Incarnation life) {
        return orders.of(spec, life);
    }

    private void terminate(Incarnation life, Effect.Terminate order) {
        boolean kills = order.signal().equals(Signal.KILL) && order.scope() == StopScope.TREE;
        List<TargetProcesses.Refusal> refusals = kills
                ? ports.targetProcesses().exterminate(life, order.main())
                : ask(life, order);
        tellRefused(life, order.signal(), refusals);
        if (survey(life, order.main(), true) > 0 && kills) {
            results.outlivedKill(life.target(), life.number());
        }
    }

    private void send(Incarnation life, Effect.SendSignal order) {
        Set<ProcessIdentity> receivers = order.scope() == StopScope.MAIN
                ? Set.of(order.main())
                : new LinkedHashSet<>(ports.targetProcesses().members(life, order.main()));
        tellRefused(life, order.signal(), ports.targetProcesses().signal(receivers, order.signal()));
    }

    private void tellRefused(Incarnation life, Signal signal, List<TargetProcesses.Refusal> refusals) {
        faults.tell(AffectedComponent.of(Component.SIGNALS_TO, life.target()), refusals.stream().findFirst().map(
                first -> "process " + first.identity().pid() + " did not take " + signal + ": " + first.reason()));
    }

    private List<TargetProcesses.Refusal> ask(Incarnation life, Effect.Terminate order) {
        // all processes are searched for even where only one is signalled: a process whose parent ends now is thereby
        // known as a member
        Set<ProcessIdentity> all = ports.targetProcesses().everyone(life, order.main());
        Set<ProcessIdentity> asked = order.scope() == StopScope.MAIN ? Set.of(order.main()) : all;
        List<TargetProcesses.Refusal> refusals = ports.targetProcesses().signal(asked, order.signal());
        ports.targetProcesses().wake(asked);
        return refusals;
    }

    /** Counts the living processes, reports and returns the number. */
    private int survey(Incarnation life, ProcessIdentity main, boolean wide) {
        int living = ports.targetProcesses().members(life, main).size();
        for (int look = 0; wide && living == 0 && look < EMPTY_LOOKS; look++) {
            living = ports.targetProcesses().everyone(life, main).size();
        }
        results.surveyed(life.target(), life.number(), living);
        // this comes after the report: a restart waits for the report, but not for the reaping
        ports.reapOrphans().run();
        return living;
    }
}
