package dev.dpm.supervision.effect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/**
 * Watches for the ends of main processes and for new main processes, and reports both to the loop. May be used from
 * any thread.
 */
final class ExitWatches {

    private final Launcher launcher;
    private final TargetProcesses processes;
    private final EffectResults results;
    private final EffectFaults faults;
    private final LastOutputLines lastLines;
    private final Succession succession;
    /** Incarnations without an exit watch so far. */
    private final Map<Incarnation, ProcessIdentity> unwatched = new ConcurrentHashMap<>();

    ExitWatches(Ports ports, EffectResults results, EffectFaults faults, LastOutputLines lastLines) {
        this.launcher = ports.launcher();
        this.processes = ports.targetProcesses();
        this.results = results;
        this.faults = faults;
        this.lastLines = lastLines;
        this.succession = new Succession(processes, new Heirs());
    }

    /**
     * Begins to look for new main processes of an incarnation, where its target can name any.
     *
     * @param launched true: the main process is the launched one; false: an earlier runner's
     */
    void follow(TargetSpec spec, Incarnation life, ProcessIdentity main, boolean launched) {
        if (spec.pidFile().isPresent() || spec.readiness().hasSocket()) {
            succession.follow(spec, life, main, launched);
        }
    }

    /** Handles a message of the target that names its main process. */
    void named(Incarnation life, ProcessIdentity main) {
        succession.named(life, main);
    }

    /**
     * Watches for the end of a process; a watch that fails is tried again, since the end would never be noticed
     * otherwise.
     */
    void watch(Incarnation life, ProcessIdentity main) {
        AffectedComponent part = AffectedComponent.of(Component.WATCH_OVER, life.target());
        try {
            launcher.onExit(main, status -> succession.ended(life, main, status));
            faults.tell(part, Optional.empty());
        } catch (RuntimeException | Error e) {
            unwatched.put(life, main);
            faults.tell(part, Optional.of(e.toString()));
        }
    }

    /** Main processes whose watch failed and must be tried again, by {@link #watchAgain}. */
    Map<Incarnation, ProcessIdentity> unwatched() {
        return Map.copyOf(unwatched);
    }

    void watchAgain(Incarnation life, ProcessIdentity main) {
        if (unwatched.remove(life, main)) {
            watch(life, main);
        }
    }

    /** Incarnations whose pid files must be read, by {@link #readPidFile}. */
    List<Incarnation> withPidFile() {
        return succession.followed();
    }

    void readPidFile(Incarnation life) {
        succession.look(life);
    }

    /** Forgets a target at rest. */
    void forget(TargetName name) {
        unwatched.keySet().removeIf(life -> life.target().equals(name));
        succession.forget(name);
    }

    /** Reports the changes and ends of main processes. */
    private final class Heirs implements Succession.Results {
        @Override
        public void succeeded(Incarnation life, ProcessIdentity main) {
            results.succeeded(life, main);
            watch(life, main);
        }

        @Override
        public void exited(Incarnation life, ProcessIdentity main, ExitStatus status) {
            results.exited(
                    new EffectResults.Ended(life, status, lastLines.last(life, status), left(life, main)));
        }

        /**
         * Counts the processes left when the end is noticed: a separate order to count would delay a restart by two
         * thread switches.
         */
        private OptionalInt left(Incarnation life, ProcessIdentity main) {
            try {
                return OptionalInt.of(processes.members(life, main).size());
            } catch (RuntimeException blind) {
                // the count that is ordered next reports the fault, and is repeated
                return OptionalInt.empty();
            }
        }
    }
}
