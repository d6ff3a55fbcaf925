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
 * Launches targets. If anything fails after the fork, the new process is killed, so that no process lives without supervision.
 */
final class Launches {

    private record Born(ProcessIdentity main, Duration at, Optional<String> outputFault) {
    }

    /** The longest wait for a state file to be written. */
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
    private final Set<TargetName> doubtful = ConcurrentHashMap.newKeySet();
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

    /** Cancels a launch. If it has begun, its process is ended as soon as the launch returns. */
    void disown(Incarnation life) {
        disowned.add(life);
        doubtful.add(life.target());
    }

    /**
     * Launches a target, and reports the new process or the failure.
     *
     * @param order the number that {@link RecordWriter#order} reserved
     * @param intent the target's record on disk, which says that a launch has begun
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
        born.ifPresent(main -> watches.watch(life, main));
    }

    /** Launches a target, without its output file where that cannot be opened. */
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
     * Starts a process. Its start time comes from the kernel with a resolution of 10 ms; a time before this call is replaced by
     * the time of the call.
     */
    private Born born(LaunchOrder order, Optional<String> outputFault) throws LaunchFailure {
        Duration before = ports.clock().get();
        ProcessIdentity main = ports.launcher().launch(order);
        Duration began = ports.clock().get().minus(ports.age().apply(main));
        return new Born(main, began.compareTo(before) > 0 ? began : before, outputFault);
    }

    /** Waits for the write of a record, at most a second. */
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
     * Kills the process of a launch in which an unexpected error occurred, and reports the launch as failed.
     *
     * @param born the process of the launch; empty: it is unknown, but a process may exist nevertheless
     */
    private void brokeOff(Incarnation life, Optional<ProcessIdentity> born, String reason) {
        doubtful.add(life.target());
        try {
            born.ifPresent(main -> ports.targetProcesses().killAll(life, main));
            requireNoneLost(life);
        } catch (LaunchFailure | RuntimeException | Error stillThere) {
            // the next launch, or the end of a stop, searches for a process that this launch left behind
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

    /** Kills processes that a failed launch has left behind. While one still lives, the next launch fails. */
    private void requireNoneLost(Incarnation next) throws LaunchFailure {
        if (doubtful.contains(next.target()) && isAnyLost(next.target())) {
            throw new LaunchFailure("cannot launch " + next.target()
                    + ": what a launch that broke off left behind has to end first", true, null);
        }
    }

    /** Kills processes that a failed launch has left behind. */
    void endLost(TargetName name) {
        if (doubtful.contains(name)) {
            faults.untilSeen(new Incarnation(name, 1), () -> isAnyLost(name));
        }
    }

    /**
     * Sends SIGKILL to processes that a failed launch has left behind.
     *
     * @return whether there were any
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
