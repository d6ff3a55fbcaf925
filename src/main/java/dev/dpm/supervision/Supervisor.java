package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.RunnerEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Renewal.Reload;
import dev.dpm.supervision.effect.EffectRunner;
import dev.dpm.supervision.effect.EffectThreads;
import dev.dpm.supervision.effect.Ports;

/**
 * The supervision loop: one thread that owns the state of every target. Other threads send messages to it or read its {@link
 * Snapshot}. After an exception only the target concerned becomes FATAL, and the loop goes on.
 */
public final class Supervisor implements AutoCloseable {

    /**
     * The longest sleep of the supervision loop. Health probes read the time of its last iteration and take a longer pause for
     * a hang.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /** How long after its last exception the supervision loop counts as faulty. */
    private static final Duration STEADY = Duration.ofMinutes(1);
    /**
     * How late the supervision loop must wake up for the runner to count as suspended. A shorter delay only means a busy
     * machine.
     */
    private static final Duration STANDSTILL = Duration.ofMillis(500);
    /** The time between two retries of failed work, for example of a write that the disk refused. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    /**
     * The largest number of messages per iteration of the loop, so that answers and deadlines do not wait for an empty mailbox.
     */
    private static final int MOST_LETTERS = 100;

    private static final int STATE_THREADS = 2;

    private static final Component UNCLAIMED = Component.UNCLAIMED;
    private static final AffectedComponent LOOP = AffectedComponent.of(Component.LOOP);

    private final Ports ports;
    private final Mailbox mailbox = new Mailbox();
    private final EffectThreads effectThreads = new EffectThreads(named("dpm-effect"));
    private final EffectThreads stateThreads = new EffectThreads(named("dpm-state"), STATE_THREADS, STATE_THREADS);
    private final EffectRunner effects;
    private final SampleWorkers sampleWorkers;
    private final CheckWorkers checkWorkers;
    private final Thread loop = new Thread(this::turnUntilEnded, "dpm-loop");
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final CommandQueue queue = new CommandQueue(mailbox, ended::isDone);
    private final EventRecorder recorder;
    private final Targets targets = new Targets();
    private final Stepper stepper;
    private final Stimuli stimuli;
    private final Ordering ordering;
    private final Recovery recovery;
    private final CommandHandler commands;
    private final Renewal renewal;
    private final Reload reload;
    private final Shutdown shutdown;
    private final RunTimes runTimes;
    private final FileWatches watches;
    private final UnclaimedProcesses unclaimed;
    private Duration tryAgainAt;
    private Optional<Duration> failedTurnAt = Optional.empty();
    private long turns;
    private volatile Snapshot snapshot;
    private volatile Duration heartbeat;

    /**
     * The end of the supervision.
     *
     * @param exitCode the exit code for the runner's process
     * @param reason why the supervision ended, as a sentence
     */
    public record Ended(int exitCode, String reason) {
    }

    /** Thrown where a command is refused because the supervision has ended. */
    public static final class Over extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Over() {
            super("the supervision has ended");
        }
    }

    /**
     * Makes the supervisor of all targets.
     *
     * @param rules the rules for when the supervision ends by itself
     */
    public Supervisor(Ports ports, EndRules rules) {
        this.ports = ports;
        Stimuli.ResultPoster poster = new Stimuli.ResultPoster(mailbox, ports.sampler(), ports.clock());
        this.effects = new EffectRunner(ports, effectThreads, stateThreads, poster);
        this.sampleWorkers = new SampleWorkers(ports.sampler(), ports.clock(), poster, this::lookForOrphans,
                named("dpm-sampler"));
        this.checkWorkers = new CheckWorkers(ports.prober(), ports.clock(), this::snapshot, poster, named("dpm-check"));
        this.recorder = new EventRecorder(ports);
        this.unclaimed = new UnclaimedProcesses(ports.targetProcesses());
        SampleSchedule samples = new SampleSchedule(ports, recorder, sampleWorkers, effects);
        this.stepper = new Stepper(ports, recorder, effects, samples, targets, sampleWorkers::forget);
        this.stimuli = new Stimuli(targets, stepper, samples, new CheckSchedule(checkWorkers::take, effects::order),
                effects::endStray, recorder, new ReadyLooks(effects::lookAtOutput));
        poster.deliversTo(stimuli);
        this.ordering = new Ordering(targets, stepper);
        this.recovery = new Recovery(ports, targets, stepper, ordering, recorder);
        this.shutdown = new Shutdown(ports, targets, stepper, ordering, rules);
        this.runTimes = new RunTimes(ports, targets, stepper, shutdown);
        this.watches = new FileWatches(ports, mailbox, targets, stepper, recorder, shutdown);
        this.commands = new CommandHandler(targets, stepper, ordering, shutdown);
        this.renewal = new Renewal(targets, stepper, ordering, recorder, samples);
        this.reload = new Reload(targets, stepper, ordering, renewal, commands, shutdown);
        stepper.onEndOfRunner(shutdown::because, rules.whenAtRest());
        stimuli.onLateSignal(shutdown::signalledLate);
        this.heartbeat = ports.clock().get();
        this.tryAgainAt = heartbeat;
        this.snapshot = look();
        loop.setDaemon(false);
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(null, work, name, 256 * 1024);
            thread.setDaemon(true);
            return thread;
        };
    }

    public void begin() {
        loop.start();
    }

    /**
     * Resumes the targets of an earlier runner: adopts living processes, and applies the restart policy to the others.
     *
     * @param resumeWanted true: also launches targets that users wanted to run and that do not run
     */
    public CompletableFuture<CommandResult> restore(List<TargetRecord> records, boolean resumeWanted) {
        return queue.ask(() -> orEnd(() -> recovery.restore(records, resumeWanted)));
    }

    /**
     * Adopts the living processes of an earlier runner's targets, and launches nothing.
     *
     * @param only the only target that may be adopted without a record on disk; empty: all targets without a record may be
     */
    public CompletableFuture<CommandResult> adoptOnly(List<TargetRecord> records, Optional<TargetName> only) {
        return queue.ask(() -> orEnd(() -> recovery.adoptOnly(records, only)));
    }

    /** Sends a signal to the main process of every target that runs or is being launched. */
    public void passOn(String signal) {
        Signal.parse(signal).ifPresent(known -> mailbox.post(() -> commands.passOn(known)));
    }

    /** Starts targets. Where one of them already runs with other options, nothing is started. */
    public CompletableFuture<CommandResult> start(List<TargetSpec> specs, String why) {
        return queue.ask(() -> commands.start(specs, why));
    }

    /** Starts a stopped target again, with its full restart budget. */
    public CompletableFuture<CommandResult> start(TargetName name, String why) {
        return queue.ask(() -> commands.start(name, why));
    }

    /**
     * Starts every target that users wanted to run when the last runner ended. The result is UNKNOWN if there is no such
     * target.
     */
    public CompletableFuture<CommandResult> resume(String why) {
        return queue.ask(() -> commands.resume(why));
    }

    public CompletableFuture<CommandResult> stop(TargetName name, String why) {
        return queue.ask(() -> commands.stop(name, why));
    }

    /** Restarts a target, with the settings that its file had at the last reload. */
    public CompletableFuture<CommandResult> restart(TargetName name, String why) {
        return queue.ask(() -> commands.restart(name, why));
    }

    public CompletableFuture<CommandResult> remove(TargetName name) {
        return queue.ask(() -> commands.remove(name));
    }

    /**
     * Changes settings that need no restart, see {@link dev.dpm.config.resolve.LiveSettings}. The request is refused where the
     * target does not have the values that the request expects.
     */
    public CompletableFuture<CommandResult> change(TargetName name, ChangeRequest asked) {
        return queue.ask(() -> renewal.change(name, asked));
    }

    /** Makes a target reread its own configuration, by its {@code reload_signal} or {@code reload_command}. */
    public CompletableFuture<CommandResult> reload(TargetName name, String why) {
        return queue.ask(() -> commands.reload(name, why));
    }

    public CompletableFuture<CommandResult> signal(TargetName name, Signal signal, String why) {
        return queue.ask(() -> commands.signal(name, signal, why));
    }

    /** Ends the process of an attached target. The program that started it is expected to start it again. */
    public CompletableFuture<CommandResult> terminate(TargetName name, String why) {
        return queue.ask(() -> commands.terminate(name, why));
    }

    /** Records that a person has acknowledged that a target is FATAL. */
    public CompletableFuture<CommandResult> acknowledge(TargetName name) {
        return queue.ask(() -> commands.acknowledge(name));
    }

    public CompletableFuture<CommandResult> reload(Set<Path> files, List<TargetSpec> specs) {
        return queue.ask(() -> reload.targets(files, specs, false));
    }

    /** Applies reread files without restarting a target: changes that need a restart apply at the next restart. */
    public CompletableFuture<CommandResult> reloadByTurns(Set<Path> files, List<TargetSpec> specs) {
        return queue.ask(() -> reload.targets(files, specs, true));
    }

    public CompletableFuture<CommandResult> scale(String family, int count, List<TargetSpec> specs) {
        return queue.ask(() -> reload.scale(family, count, specs));
    }

    /**
     * Stops every target, dependents first, and ends the supervision.
     *
     * @param keepTargets true: leaves all targets running
     */
    public CompletableFuture<CommandResult> shutDown(boolean keepTargets, String why) {
        return queue.ask(() -> shutdown.ask(keepTargets, why));
    }

    /** Writes the state files of all targets again, after they were deleted. */
    public void rewriteState() {
        mailbox.post(commands::rewriteState);
    }

    /** Ends processes that some target has started, but that cannot be assigned to a target. Returns before they have ended. */
    public void stopUnclaimed() {
        effectThreads.execute(() -> note(new RunnerEvent.RunnerNoted(UNCLAIMED, unclaimed.end())));
    }

    /** Writes an event about the runner itself to the journal; also possible after the end of the supervision. */
    public void note(Event event) {
        mailbox.tell(() -> recorder.note(event));
    }

    /**
     * Records that a component of the runner is faulty, also after the end of the supervision.
     *
     * @param reason empty: the component works again
     */
    public void fault(Component component, Optional<String> reason) {
        mailbox.tell(() -> recorder.faulted(AffectedComponent.of(component), reason));
    }

    /** The state of all targets after the loop's last iteration. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /**
     * The state of all targets after an iteration that begins now.
     *
     * @param patience the longest wait; after it, the state after the last iteration is returned
     */
    public Snapshot freshSnapshot(Duration patience) throws InterruptedException {
        CompletableFuture<Boolean> turned = queue.ask(() -> true);
        try {
            turned.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the supervision has ended or the loop hangs, so there is no newer state
            withdraw(turned);
        }
        return snapshot;
    }

    /**
     * Cancels a command that the loop has not begun, so that a hanging loop does not carry it out long after its caller has
     * given up.
     *
     * @return false: the loop has begun or finished the command
     */
    public boolean withdraw(CompletableFuture<?> answer) {
        return queue.withdraw(answer);
    }

    /**
     * A number that grows with every iteration of the loop and every state change, so that other threads see whether a long
     * iteration makes progress.
     */
    public long moves() {
        return snapshot.turn() + stepper.steps();
    }

    /** The number of iterations of the supervision loop since its start. */
    public long turns() {
        return snapshot.turn();
    }

    /** The time since the end of the supervision loop's last iteration. */
    public Duration sinceHeartbeat() {
        return ports.clock().get().minus(heartbeat);
    }

    public CompletableFuture<Ended> ended() {
        return ended;
    }

    /**
     * Adopts targets of an earlier runner, or ends this runner where the living processes cannot be listed: a launch might then
     * start a second copy of a target.
     */
    private CommandResult orEnd(Supplier<CommandResult> taking) {
        try {
            return taking.get();
        } catch (UncheckedIOException blind) {
            ended.complete(new Ended(1, "the runner cannot find out what an earlier one left: " + blind.getMessage()));
            throw blind;
        }
    }

    private void turnUntilEnded() {
        while (!ended.isDone()) {
            try {
                turn();
            } catch (InterruptedException e) {
                ended.complete(new Ended(1, "the loop was interrupted"));
            } catch (RuntimeException | Error e) {
                // an Error (no memory, no thread) is caught too: without this loop, nobody would notice the end of a target
                turnFailed(e);
            }
        }
        queue.refuseAll();
        mailbox.loopEnds();
    }

    private void turn() throws InterruptedException {
        Optional<Runnable> letter = mailbox.take(timeToNextDeadline());
        if (mailbox.late().compareTo(STANDSTILL) >= 0) {
            stimuli.stoodStill(mailbox.late());
            shutdown.stoodStill(mailbox.late());
        }
        for (int taken = 1; letter.isPresent(); taken++) {
            deliver(letter.get());
            letter = taken < MOST_LETTERS ? mailbox.take(Duration.ZERO) : Optional.empty();
        }
        Duration now = ports.clock().get();
        sampleWorkers.watch(now);
        stimuli.passTime(now);
        runTimes.passTime();
        watches.pass();
        ordering.passTurn();
        tryAgain(now);
        recovered(now);
        heartbeat = now;
        snapshot = look();
        queue.answer();
        shutdown.reached().ifPresent(this::end);
    }

    private void end(Ended how) {
        if (!shutdown.keepsTargets() && !ports.targetProcesses().unclaimed().isEmpty()) {
            recorder.note(new RunnerEvent.RunnerNoted(UNCLAIMED, unclaimed.end()));
        }
        recorder.note(new RunnerEvent.RunnerStopped(how.reason()));
        ended.complete(how);
    }

    private void tryAgain(Duration now) {
        if (now.compareTo(tryAgainAt) >= 0) {
            tryAgainAt = now.plus(TRY_AGAIN);
            effects.tryAgain();
        }
    }

    private void turnFailed(Throwable trouble) {
        failedTurnAt = Optional.of(ports.clock().get());
        recorder.faulted(LOOP, Optional.of(trouble.toString()));
    }

    private void recovered(Duration now) {
        if (failedTurnAt.filter(at -> now.minus(at).compareTo(STEADY) >= 0).isPresent()) {
            failedTurnAt = Optional.empty();
            recorder.faulted(LOOP, Optional.empty());
        }
    }

    private Snapshot look() {
        return new Snapshot(turns++, ports.clock().get(), targets.snapshots(), recorder.faults());
    }

    private void deliver(Runnable letter) {
        try {
            letter.run();
        } catch (RuntimeException | Error e) {
            turnFailed(e);
        }
    }

    private Duration timeToNextDeadline() {
        Duration now = ports.clock().get();
        Duration latest = Stimuli.earlier(now.plus(LONGEST_WAIT), shutdown.deadline());
        return runTimes.nextDeadline(stimuli.nextDeadline(latest), now).minus(now);
    }

    /** Reaps zombies that became children of the runner, and reports processes whose target is unknown. */
    private void lookForOrphans() {
        ports.reapOrphans().run();
        unclaimed.news().ifPresent(news -> note(new RunnerEvent.RunnerNoted(UNCLAIMED, news)));
    }

    /** Ends the supervisor's threads, after a brief wait for writes of state files. */
    @Override
    public void close() {
        ended.complete(new Ended(0, "closed"));
        mailbox.post(() -> {
        });
        try {
            loop.join(1000);
            effects.closeHooks();
            checkWorkers.close(Duration.ofSeconds(1));
            sampleWorkers.close();
            effectThreads.close(Duration.ofSeconds(2));
            stateThreads.close(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * When the supervision ends by itself.
     *
     * @param whenAtRest true: when every started target is STOPPED, EXITED or FATAL, as for the command {@code run}
     */
    public record EndRules(boolean whenAtRest) {
    }
}
