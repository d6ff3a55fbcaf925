package dev.dpm.supervision.effect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.KnownSecrets;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.EventWords;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.HookResult;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;

/**
 * Runs the hooks of targets. All processes of a hook are ended when its command has ended or its time limit is over. No thread
 * waits for a hook.
 */
final class HookRunner {

    @FunctionalInterface
    interface ResultListener {
        void ended(Incarnation life, Hook hook, HookResult result);
    }

    private record Key(Incarnation life, Hook hook) {
    }

    private static final class Run {
        private final ProcessIdentity leader;
        private volatile String cut = "";

        Run(ProcessIdentity leader) {
            this.leader = leader;
        }
    }

    private static final LaunchOrder.Output NOWHERE = new LaunchOrder.Output(LaunchOrder.OutputKind.NULL,
            Optional.empty());

    private final Ports ports;
    private final Executor threads;
    private final LastOutputLines utterances;
    private final ResultListener results;
    private final Map<Key, Run> running = new ConcurrentHashMap<>();

    HookRunner(Ports ports, Executor threads, LastOutputLines utterances, ResultListener results) {
        this.ports = ports;
        this.threads = threads;
        this.utterances = utterances;
        this.results = results;
    }

    /**
     * Launches a hook, and returns when it runs or its launch has failed.
     *
     * @param target the launch order of the target, whose user, folder and environment the hook uses
     */
    void begin(TargetSpec spec, LaunchOrder target, Effect.RunHook order) {
        Key key = new Key(target.incarnation(), order.hook());
        if (running.containsKey(key)) {
            results.ended(key.life(), key.hook(), HookResult.failed("is not run, since the one before has not ended"));
            return;
        }
        if (order.hook() == Hook.PRE_START) {
            utterances.begins(key.life(), ports.outputFile().written(spec), spec.output().hasErrorsApart()
                    ? ports.outputFile().errors(spec).stream().toList()
                    : List.of(), false, () -> KnownSecrets.of(spec.environment()));
        }
        try {
            Run run = new Run(launched(target.with(order.variables()).running(order.hook(),
                    spec.hooks().commands().getOrDefault(order.hook(), "exit 0"))));
            running.put(key, run);
            after(order.limit(), () -> cut(key, run,
                    "was ended, since it had run for " + EventWords.duration(order.limit())));
            ports.launcher().onExit(run.leader, status -> threads.execute(() -> over(key, run, status)));
        } catch (LaunchFailure failure) {
            String reason = "could not be run: " + failure.getMessage();
            results.ended(key.life(), key.hook(),
                    failure.isRunnersFault() ? HookResult.unknown(reason) : HookResult.failed(reason));
        }
    }

    private ProcessIdentity launched(LaunchOrder order) throws LaunchFailure {
        try {
            return ports.launcher().launch(order);
        } catch (LaunchFailure failure) {
            if (!failure.isOfOutput()) {
                throw failure;
            }
            return ports.launcher().launch(order.writingTo(NOWHERE));
        }
    }

    private void after(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, threads).execute(work);
    }

    private void cut(Key key, Run run, String why) {
        if (running.get(key) == run) {
            run.cut = why;
            ports.sessions().end(key.life(), key.hook(), run.leader);
        }
    }

    private void over(Key key, Run run, ExitStatus status) {
        ports.sessions().end(key.life(), key.hook(), run.leader);
        running.remove(key, run);
        results.ended(key.life(), key.hook(), result(key, run, status));
    }

    private HookResult result(Key key, Run run, ExitStatus status) {
        if (!run.cut.isEmpty()) {
            return HookResult.failed(run.cut);
        }
        if (status.equals(new ExitStatus.Code(0))) {
            return HookResult.passed("ended with exit code 0");
        }
        Optional<String> said = key.hook() == Hook.PRE_START ? utterances.last(key.life(), status) : Optional.empty();
        return HookResult.failed("ended with " + status.words() + said.map(line -> ": " + line).orElse(""));
    }

    void end(Incarnation life) {
        running.forEach((key, run) -> {
            if (key.life().equals(life)) {
                cut(key, run, "was broken off, since the target is to end");
            }
        });
    }

    /** Ends all running hooks, because the runner ends. */
    void close() {
        List.copyOf(running.entrySet())
                .forEach(one -> cut(one.getKey(), one.getValue(), "was broken off, since the runner ends"));
    }
}
