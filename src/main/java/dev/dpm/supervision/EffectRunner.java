package dev.dpm.supervision;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.OutputMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Household;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

/** Does in the world what the states ask for: off the loop, for one target one thing at a time, in order. */
final class EffectRunner {

    /** Where results go; every method may be called from any thread and posts to the mailbox. */
    interface Results {
        void launched(TargetName target, long incarnation, ProcessIdentity main);

        void launchFailed(TargetName target, long incarnation, String reason, boolean runnersFault);

        void exited(TargetName target, long incarnation, ExitStatus status);

        void surveyed(TargetName target, long incarnation, int living);

        void faulted(String part, Optional<String> reason);
    }

    /** Nothing is left when the whole machine was looked over this often and nobody was found. */
    private static final int EMPTY_LOOKS = 2;
    private static final Duration WATCH_RETRY = Duration.ofSeconds(1);

    private final Ports ports;
    private final ExecutorService pool;
    private final Results results;
    private final Map<TargetName, Queue<Runnable>> waiting = new HashMap<>();
    private final Set<Effect> queued = ConcurrentHashMap.newKeySet();

    EffectRunner(Ports ports, ExecutorService pool, Results results) {
        this.ports = ports;
        this.pool = pool;
        this.results = results;
    }

    /** Has one effect done. */
    void perform(TargetSpec spec, TargetRecord record, Effect effect) {
        TargetName name = spec.name();
        if (effect instanceof Effect.Launch launch) {
            inOrder(name, () -> launch(spec, record, new Incarnation(name, launch.incarnation())));
        } else if (effect instanceof Effect.Terminate terminate && terminate.signal().equals(Signal.KILL)) {
            once(name, effect, () -> terminate(new Incarnation(name, terminate.incarnation()), terminate));
        } else if (effect instanceof Effect.Terminate terminate) {
            inOrder(name, () -> terminate(new Incarnation(name, terminate.incarnation()), terminate));
        } else if (effect instanceof Effect.Survey survey) {
            once(name, effect,
                    () -> survey(new Incarnation(name, survey.incarnation()), survey.main(), survey.wide()));
        } else if (effect instanceof Effect.Watch watch) {
            inOrder(name, () -> watch(new Incarnation(name, watch.incarnation()), watch.main()));
        } else if (effect instanceof Effect.SendSignal signal) {
            inOrder(name, () -> ports.household().signal(Set.of(signal.main()), signal.signal()));
        }
    }

    void save(TargetRecord record, boolean durable) {
        inOrder(record.spec().name(), () -> write(record, durable));
    }

    void remove(TargetName name) {
        inOrder(name, () -> {
            try {
                ports.memory().remove(name);
            } catch (IOException e) {
                results.faulted("state", Optional.of(e.getMessage()));
            }
        });
    }

    /** What is ordered again and again, however long it takes, waits in the queue once. */
    private void once(TargetName name, Effect effect, Runnable task) {
        if (queued.add(effect)) {
            inOrder(name, () -> {
                queued.remove(effect);
                task.run();
            });
        }
    }

    /** One at a time for each target; a task that throws is reported and does not hold up the next. */
    private void inOrder(TargetName name, Runnable task) {
        synchronized (waiting) {
            Queue<Runnable> queue = waiting.get(name);
            if (queue != null) {
                queue.add(task);
                return;
            }
            waiting.put(name, new ArrayDeque<>());
        }
        pool.execute(() -> drain(name, task));
    }

    private void drain(TargetName name, Runnable first) {
        Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                results.faulted("work for " + name, Optional.of(e.toString()));
            }
            synchronized (waiting) {
                task = waiting.get(name).poll();
                if (task == null) {
                    waiting.remove(name);
                }
            }
        }
    }

    private void write(TargetRecord record, boolean durable) {
        try {
            ports.memory().save(record, durable);
            results.faulted("state", Optional.empty());
        } catch (IOException | RuntimeException e) {
            results.faulted("state", Optional.of(e.toString()));
        }
    }

    private void launch(TargetSpec spec, TargetRecord intent, Incarnation life) {
        write(intent, false);
        try {
            ProcessIdentity main = ports.launcher().launch(order(spec, life));
            results.launched(life.target(), life.number(), main);
            watch(life, main);
        } catch (LaunchFailure e) {
            results.launchFailed(life.target(), life.number(), e.getMessage(), e.isRunnersFault());
        } catch (RuntimeException | Error e) {
            results.launchFailed(life.target(), life.number(), e.toString(), true);
        }
    }

    /** An end that nobody watches for would never be noticed: a watch that fails is tried again. */
    private void watch(Incarnation life, ProcessIdentity main) {
        String part = "watch over " + life.target();
        try {
            ports.launcher().onExit(main, status -> results.exited(life.target(), life.number(), status));
            results.faulted(part, Optional.empty());
        } catch (RuntimeException | OutOfMemoryError e) {
            results.faulted(part, Optional.of(e.toString()));
            CompletableFuture.delayedExecutor(WATCH_RETRY.toMillis(), TimeUnit.MILLISECONDS, pool)
                    .execute(() -> watch(life, main));
        }
    }

    /** How a target is launched: the one place for whatever its processes are born with. */
    LaunchOrder order(TargetSpec spec, Incarnation life) {
        OutputMode mode = spec.output();
        LaunchOrder.OutputKind kind = LaunchOrder.OutputKind.valueOf(mode.name());
        LaunchOrder.Output output = new LaunchOrder.Output(kind,
                mode == OutputMode.FILE ? Optional.of(ports.outputFile().apply(spec.name())) : Optional.empty());
        return new LaunchOrder(life, spec.command(), spec.cwd(), spec.environment(), spec.umask(), output,
                spec.inheritsStdin(), spec.user());
    }

    private void terminate(Incarnation life, Effect.Terminate order) {
        boolean kills = order.signal().equals(Signal.KILL) && order.scope() == StopScope.TREE;
        List<Household.Refusal> refusals = kills
                ? ports.household().exterminate(life, order.main())
                : ask(life, order);
        results.faulted("signals to " + life.target(), refusals.stream().findFirst().map(
                first -> "process " + first.identity().pid() + " did not take " + order.signal() + ": "
                        + first.reason()));
        survey(life, order.main(), true);
    }

    private List<Household.Refusal> ask(Incarnation life, Effect.Terminate order) {
        // all are looked for even where one is asked: what loses its parents now is known from then on
        Set<ProcessIdentity> all = ports.household().everyone(life, order.main());
        Set<ProcessIdentity> asked = order.scope() == StopScope.MAIN ? Set.of(order.main()) : all;
        List<Household.Refusal> refusals = ports.household().signal(asked, order.signal());
        ports.household().wake(asked);
        return refusals;
    }

    private void survey(Incarnation life, ProcessIdentity main, boolean wide) {
        int living = ports.household().members(life, main).size();
        for (int look = 0; wide && living == 0 && look < EMPTY_LOOKS; look++) {
            living = ports.household().everyone(life, main).size();
        }
        results.surveyed(life.target(), life.number(), living);
        // after the answer: a restart waits for that, not for this
        ports.reapOrphans().run();
    }
}
