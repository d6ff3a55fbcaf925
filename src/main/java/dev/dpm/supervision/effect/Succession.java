package dev.dpm.supervision.effect;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Tracks the main process of a program that puts itself into the background and writes a pid file: at first the
 * launched process, then each living process of the incarnation that the file names (nginx and gunicorn upgrade
 * themselves in this way). The ends of incarnations without a pid file are passed on unchanged.
 */
final class Succession {

    /**
     * How long after the end of the launched process the pid of its successor may take to appear in the pid file
     * (nginx: before its first answer).
     */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);
    /**
     * How long after the end of a later main process the pid of its successor may take to appear in the pid file:
     * gunicorn renames its file a second later.
     */
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long STACK_BYTES = 256 * 1024L;

    /** Receives new main processes and the ends of main processes. Called from any thread. */
    interface Results {
        /** Another process is the main process now, and the runner must watch for its end. */
        void succeeded(Incarnation life, ProcessIdentity main);

        /** The main process ended, and no other took its place. */
        void exited(Incarnation life, ProcessIdentity main, ExitStatus status);
    }

    /**
     * The present main process.
     *
     * @param first whether this process is the launched one
     */
    private record Reign(ProcessIdentity main, Optional<Path> pidFile, boolean first) {
    }

    private final TargetProcesses targetProcesses;
    private final Results results;
    private final Map<Incarnation, Reign> reigns = new ConcurrentHashMap<>();

    Succession(TargetProcesses targetProcesses, Results results) {
        this.targetProcesses = targetProcesses;
        this.results = results;
    }

    /**
     * Begins to track an incarnation.
     *
     * @param spec names the pid file of the program; without a pid file, only messages of the program name a new main
     *     process
     * @param launched true: the main process is the launched one, and another process will succeed it
     */
    void follow(TargetSpec spec, Incarnation life, ProcessIdentity main, boolean launched) {
        reigns.put(life, new Reign(main, spec.pidFile(), launched));
    }

    void forget(TargetName name) {
        reigns.keySet().removeIf(life -> life.target().equals(name));
    }

    /** The incarnations whose pid files must be read. */
    List<Incarnation> followed() {
        return reigns.entrySet().stream().filter(reign -> reign.getValue().pidFile().isPresent())
                .map(Map.Entry::getKey).toList();
    }

    /** Handles a message that names the main process (MAINPID= of sd_notify(3)). */
    void named(Incarnation life, ProcessIdentity main) {
        Reign reign = reigns.get(life);
        if (reign != null && !reign.main().equals(main)) {
            enthrone(life, reign, main);
        }
    }

    /** Reads the pid file while the main process lives: the file may name another process. */
    void look(Incarnation life) {
        Reign reign = reigns.get(life);
        if (reign != null && targetProcesses.isAlive(reign.main())) {
            try {
                heir(life, reign).ifPresent(heir -> enthrone(life, reign, heir));
            } catch (UncheckedIOException blind) {
                // without free descriptors nothing is known; the next look comes in any case
            }
        }
    }

    private Optional<ProcessIdentity> heir(Incarnation life, Reign reign) {
        return reign.pidFile().flatMap(file -> targetProcesses.named(life, reign.main(), file))
                .filter(named -> !named.equals(reign.main()));
    }

    private void enthrone(Incarnation life, Reign reign, ProcessIdentity heir) {
        if (reigns.replace(life, reign, new Reign(heir, reign.pidFile(), false))) {
            results.succeeded(life, heir);
        }
    }

    /** Handles the end of a process that was the main process. */
    void ended(Incarnation life, ProcessIdentity main, ExitStatus status) {
        Reign reign = reigns.get(life);
        if (reign == null) {
            results.exited(life, main, status);
        } else if (reign.main().equals(main)) {
            boolean mayHaveHeir = reign.pidFile().isPresent()
                    && (!reign.first() || status.equals(new ExitStatus.Code(0)));
            if (!mayHaveHeir || !begin(() -> await(life, reign, status))) {
                exited(life, reign, status);
            }
        }
    }

    private static boolean begin(Runnable waiting) {
        return OwnThread.begin("pid-file-watch", STACK_BYTES, waiting).isEmpty();
    }

    private static long looks(Reign reign) {
        return (reign.first() ? FIRST_PATIENCE : LATER_PATIENCE).dividedBy(LOOK_AGAIN);
    }

    private void await(Incarnation life, Reign reign, ExitStatus status) {
        boolean isLeft = true;
        for (long looks = looks(reign); isLeft && looks > 0; looks--) {
            try {
                Optional<ProcessIdentity> heir = heir(life, reign);
                if (heir.isPresent()) {
                    enthrone(life, reign, heir.get());
                    return;
                }
                isLeft = !targetProcesses.members(life, reign.main()).isEmpty();
            } catch (UncheckedIOException blind) {
                // the pid file is read again until the time is over
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        exited(life, reign, status);
    }

    private void exited(Incarnation life, Reign reign, ExitStatus status) {
        reigns.remove(life, reign);
        results.exited(life, reign.main(), status);
    }
}
