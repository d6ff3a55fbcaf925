package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.dpm.config.KnownSecrets;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Launches targets. If anything fails between the fork and the report to the supervision loop, the new process is
 * killed, so that no process lives without supervision. May be used on several threads, but for each target on one
 * thread at a time.
 */
final class Launches {

    /**
     * A process that was launched for a target.
     *
     * @param at when the process began, on the runner's monotonic clock
     * @param outputFault why the target's output goes to no file or is not forwarded; empty: the output is in order
     */
    private record Born(ProcessIdentity main, Duration at, Optional<String> outputFault) {
    }

    /** The longest wait for a state file to be written; a healthy disk takes a millisecond or two. */
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(1);

    private final Ports ports;
    private final EffectResults results;
    private final EffectFaults faults;
    private final LaunchOrders orders;
    private final RecordWriter records;
    private final ProcessEffects processes;
    private final LastOutputLines lastLines;
    private final ExitWatches watches;
    private final TargetMessages messages;
    /**
     * Targets with a launch that failed half-way or has not returned, so that an unknown process of the target may
     * live.
     */
    private final Set<TargetName> doubtful = ConcurrentHashMap.newKeySet();
    /**
     * The incarnations whose launch was ordered and is not wanted any more. A launch in this set that has not begun is
     * skipped.
     */
    private final Set<Incarnation> disowned = ConcurrentHashMap.newKeySet();

    Launches(Ports ports, EffectResults results, EffectFaults faults, LaunchOrders orders, RecordWriter records,
            ProcessEffects processes, LastOutputLines lastLines, ExitWatches watches, TargetMessages messages) {
        this.ports = ports;
        this.results = results;
        this.faults = faults;
        this.orders = orders;
        this.records = records;
        this.processes = processes;
        this.lastLines = lastLines;
        this.watches = watches;
        this.messages = messages;
    }

    /**
     * Cancels the launch of an incarnation. A launch that has not begun is skipped. If the launch has begun, its
     * process is ended as soon as the launch returns.
     */
    void disown(Incarnation life) {
        disowned.add(life);
        doubtful.add(life.target());
    }

    /**
     * Launches a target, and reports the new process or the failure.
     *
     * @param order the number of the record's write among all writes of records
     * @param intent the target's record, which says that a launch has begun
     */
    void launch(TargetSpec spec, long order, TargetRecord intent, Incarnation life) {
        if (disowned.remove(life)) {
            return;
        }
        Optional<ProcessIdentity> born = Optional.empty();
        try {
            CompletableFuture<Void> saved = records.saveBeside(order, intent);
            requireNoneLost(life);
            lastLines.begins(life, ports.outputFile().written(spec), orders.errors(spec),
                    spec.timing().isScheduled(), () -> KnownSecrets.of(spec.environment()));
            Born child = launched(spec, life);
            born = Optional.of(child.main());
            faults.tell(AffectedComponent.of(Component.OUTPUT_OF, life.target()), child.outputFault());
            watches.follow(spec, life, child.main(), true);
            processes.tryToLimit(spec, life, child.main());
            await(saved);
            results.launched(life.target(), life.number(), child.main(), child.at());
            disowned.remove(life);
        } catch (LaunchFailure e) {
            failed(life, e.getMessage(), e.isRunnersFault());
        } catch (UncheckedIOException e) {
            brokeOff(life, born, e.getMessage());
        } catch (RuntimeException | Error e) {
            brokeOff(life, born, e.toString());
        }
        // also for a process that was just killed: at its end, the launcher drops what it has stored about the process
        born.ifPresent(main -> watches.watch(life, main));
    }

    /**
     * Launches a target. If only the target's output file cannot be opened, the target is launched without the file,
     * because the target's work is more important than its output.
     */
    private Born launched(TargetSpec spec, Incarnation life) throws LaunchFailure {
        try {
            Optional<String> lacking = ports.outputFile().prepare(spec);
            return born(messages.withSocket(spec, orders.of(spec, life)), lacking);
        } catch (LaunchFailure e) {
            if (!e.isOfOutput()) {
                throw e;
            }
            String words = e.getMessage() + "; it runs without one, its output "
                    + (LaunchOrders.isShown(spec) ? "goes to the runner's, as it is," : "is lost")
                    + " until its next start";
            return born(messages.withSocket(spec, orders.withoutFile(spec, life)), Optional.of(words));
        }
    }

    /**
     * Starts a process. The process began when the kernel says, but only between the two readings of the runner's
     * clock, because the kernel's figure has a resolution of 10 ms.
     */
    private Born born(LaunchOrder order, Optional<String> outputFault) throws LaunchFailure {
        Duration before = ports.clock().get();
        ProcessIdentity main = ports.launcher().launch(order);
        Duration began = ports.clock().get().minus(ports.age().apply(main));
        return new Born(main, began.compareTo(before) > 0 ? began : before, outputFault);
    }

    /**
     * Waits until the record of the intended launch is written, for at most a second; a healthy disk takes a
     * millisecond or two.
     */
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

    /**
     * Ends the process of a launch in which an unexpected error occurred, and reports the launch as failed. Otherwise
     * nobody would supervise or stop that process, since the supervision loop does not know it.
     *
     * @param born the process, if the launch came that far; empty: a process may exist nevertheless
     */
    private void brokeOff(Incarnation life, Optional<ProcessIdentity> born, String reason) {
        doubtful.add(life.target());
        try {
            born.ifPresent(main -> ports.targetProcesses().killAll(life, main));
            requireNoneLost(life);
        } catch (LaunchFailure | RuntimeException | Error stillThere) {
            // the next launch, or the end of a stop, searches again for a process that the failed launch left behind
            doubtful.add(life.target());
        }
        failed(life, reason, true);
    }

    private void failed(Incarnation life, String reason, boolean runnersFault) {
        if (runnersFault) {
            doubtful.add(life.target());
        }
        results.launchFailed(life.target(), life.number(), reason, runnersFault);
    }

    /**
     * Kills processes that an earlier failed launch of the target may have left behind. As long as such a process
     * lives, the method throws, so that the next launch fails.
     */
    private void requireNoneLost(Incarnation next) throws LaunchFailure {
        if (doubtful.contains(next.target()) && isAnyLost(next.target())) {
            throw new LaunchFailure("cannot launch " + next.target()
                    + ": what a launch that broke off left behind has to end first", true, null);
        }
    }

    /** Kills processes that a failed launch may have left behind, for a target that is now STOPPED, EXITED or FATAL. */
    void endLost(TargetName name) {
        if (doubtful.contains(name)) {
            faults.untilSeen(new Incarnation(name, 1), () -> isAnyLost(name));
        }
    }

    /**
     * Sends SIGKILL to processes of a target's launch that failed half-way, because the runner lacked resources or had
     * an error.
     *
     * @return whether there were any such processes
     */
    private boolean isAnyLost(TargetName name) {
        Set<ProcessIdentity> lost = ports.targetProcesses().census().stream()
                .filter(survivor -> survivor.incarnation().target().equals(name))
                .map(TargetProcesses.Survivor::identity)
                .collect(Collectors.toSet());
        if (lost.isEmpty()) {
            doubtful.remove(name);
        } else {
            ports.targetProcesses().signal(lost, Signal.KILL);
        }
        return !lost.isEmpty();
    }
}
