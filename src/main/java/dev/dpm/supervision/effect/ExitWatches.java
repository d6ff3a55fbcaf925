package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Launcher;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Waits for the end of main processes. A program may have several, one after the other: a descendant becomes the main process
 * when its pid is in the program's pid file, as with nginx and gunicorn. Used on any thread.
 */
final class ExitWatches {

    /** How long after the end of the launched process the pid file may take to name the next main process. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);
    /**
     * How long after the end of a later main process the pid file may take to name the next one (gunicorn renames its file a
     * second later).
     */
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long STACK_BYTES = 256 * 1024L;

    /**
     * The present main process of a program that can declare another of its processes to be the main process.
     *
     * @param pidFile empty: the program names its main process only by messages (sd_notify(3))
     * @param first true: this runner launched the process, so it waits for the pid file only after exit code 0; false:
     *     it waits after any end
     */
    private record MainProcess(ProcessIdentity main, Optional<Path> pidFile, boolean first) {
    }

    private final Launcher launcher;
    private final TargetProcesses processes;
    private final EffectResults results;
    private final EffectFaults faults;
    private final LastOutputLines lastLines;
    private final Supplier<Duration> clock;
    private final Map<Incarnation, MainProcess> mainProcesses = new ConcurrentHashMap<>();
    private final Map<Incarnation, ProcessIdentity> unwatched = new ConcurrentHashMap<>();

    ExitWatches(Ports ports, EffectResults results, EffectFaults faults, LastOutputLines lastLines) {
        this.launcher = ports.launcher();
        this.processes = ports.targetProcesses();
        this.results = results;
        this.faults = faults;
        this.lastLines = lastLines;
        this.clock = ports.clock();
    }

    /**
     * Lets the target's pid file or messages (MAINPID= of sd_notify(3)) name another main process from now on.
     *
     * @param launched true: this runner launched {@code main}
     */
    void follow(TargetSpec spec, Incarnation life, ProcessIdentity main, boolean launched) {
        if (spec.pidFile().isPresent() || spec.readiness().hasSocket()) {
            mainProcesses.put(life, new MainProcess(main, spec.pidFile(), launched));
        }
    }

    /** Waits on another thread for the end of a main process. Where no thread can be started, the runner retries. */
    void watch(Incarnation life, ProcessIdentity main) {
        AffectedComponent part = AffectedComponent.of(Component.WATCH_OVER, life.target());
        try {
            launcher.onExit(main, status -> ended(life, main, status));
            faults.tell(part, Optional.empty());
        } catch (RuntimeException | Error e) {
            unwatched.put(life, main);
            faults.tell(part, Optional.of(e.toString()));
        }
    }

    Map<Incarnation, ProcessIdentity> unwatched() {
        return Map.copyOf(unwatched);
    }

    void watchAgain(Incarnation life, ProcessIdentity main) {
        if (unwatched.remove(life, main)) {
            watch(life, main);
        }
    }

    /** Processes a message in which the target names its main process (MAINPID= of sd_notify(3)). */
    void named(Incarnation life, ProcessIdentity main) {
        MainProcess known = mainProcesses.get(life);
        if (known != null && !known.main().equals(main)) {
            succeed(life, known, main);
        }
    }

    /** The incarnations that have a pid file. The runner calls {@link #readPidFile} for them regularly. */
    List<Incarnation> withPidFile() {
        return mainProcesses.entrySet().stream().filter(known -> known.getValue().pidFile().isPresent())
                .map(Map.Entry::getKey).toList();
    }

    /** Reads the target's pid file. A living process that the file names becomes the main process. */
    void readPidFile(Incarnation life) {
        MainProcess known = mainProcesses.get(life);
        if (known != null && processes.isAlive(known.main())) {
            try {
                successor(life, known).ifPresent(successor -> succeed(life, known, successor));
            } catch (UncheckedIOException blind) {
                // no file descriptor is free; the file is read again soon
            }
        }
    }

    void forget(TargetName name) {
        unwatched.keySet().removeIf(life -> life.target().equals(name));
        mainProcesses.keySet().removeIf(life -> life.target().equals(name));
    }

    private Optional<ProcessIdentity> successor(Incarnation life, MainProcess known) {
        return known.pidFile().flatMap(file -> processes.named(life, known.main(), file))
                .filter(named -> !named.equals(known.main()));
    }

    private void succeed(Incarnation life, MainProcess known, ProcessIdentity successor) {
        if (mainProcesses.replace(life, known, new MainProcess(successor, known.pidFile(), false))) {
            results.succeeded(life, successor);
            watch(life, successor);
        }
    }

    private void ended(Incarnation life, ProcessIdentity main, ExitStatus status) {
        Duration at = clock.get();
        MainProcess known = mainProcesses.get(life);
        if (known == null) {
            exited(life, main, status, at);
        } else if (known.main().equals(main)) {
            boolean mayHaveHeir = known.pidFile().isPresent()
                    && (!known.first() || status.equals(new ExitStatus.Code(0)));
            if (!mayHaveHeir || !begin(() -> await(life, known, status))) {
                exited(life, known, status, at);
            }
        }
    }

    private static boolean begin(Runnable waiting) {
        return OwnThread.begin("pid-file-watch", STACK_BYTES, waiting).isEmpty();
    }

    private static long looks(MainProcess known) {
        return (known.first() ? FIRST_PATIENCE : LATER_PATIENCE).dividedBy(LOOK_AGAIN);
    }

    private void await(Incarnation life, MainProcess known, ExitStatus status) {
        boolean isLeft = true;
        for (long looks = looks(known); isLeft && looks > 0; looks--) {
            try {
                Optional<ProcessIdentity> successor = successor(life, known);
                if (successor.isPresent()) {
                    succeed(life, known, successor.get());
                    return;
                }
                isLeft = !processes.members(life, known.main()).isEmpty();
            } catch (UncheckedIOException blind) {
                // the pid file names no living process yet; it is read again until the time is over
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        exited(life, known, status, clock.get());
    }

    private void exited(Incarnation life, MainProcess known, ExitStatus status, Duration at) {
        mainProcesses.remove(life, known);
        exited(life, known.main(), status, at);
    }

    private void exited(Incarnation life, ProcessIdentity main, ExitStatus status, Duration at) {
        results.exited(new EffectResults.Ended(life, status, lastLines.last(life, status), left(life, main), at));
    }

    /**
     * Counts the remaining processes of the target at once. A separate order to count would delay a restart by two thread
     * switches.
     */
    private OptionalInt left(Incarnation life, ProcessIdentity main) {
        try {
            return OptionalInt.of(processes.members(life, main).size());
        } catch (RuntimeException blind) {
            // the supervision loop then orders another count
            return OptionalInt.empty();
        }
    }
}
