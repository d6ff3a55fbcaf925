package dev.dpm.app;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.config.ProgramName;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.history.EventJournal;
import dev.dpm.history.StateStore;
import dev.dpm.history.TargetRecord;
import dev.dpm.history.UsageHistory;
import dev.dpm.log.RunnerLog;
import dev.dpm.process.NativeText;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.Supervisor.EndRules;

/** Stops the targets of a dead runner: takes over their supervision, stops them as a daemon would, and ends. */
final class UnsupervisedStop {

    /**
     * The shortest time limit for a stop of all targets. The limit rarely matters, since the supervision loop has deadlines of
     * its own for each target.
     */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);
    /** The time that a stop takes beyond the target's grace period: to find the processes, and to wait after SIGKILL. */
    private static final Duration BESIDE_GRACE = Duration.ofSeconds(30);

    private final RuntimeDirectory home;

    UnsupervisedStop(RuntimeDirectory home) {
        this.home = home;
    }

    int stop(Optional<String> name) throws IOException {
        Clock clock = Clock.systemUTC();
        FormerRunnerTraces signs = FormerRunnerTraces.of(home);
        StateStore store = new StateStore(home.targetStates(), clock);
        List<TargetRecord> all = store.load().records();
        List<TargetRecord> records = all.stream().filter(record -> isMeant(record, name)).toList();
        RunnerFacts facts = new RunnerFacts("", home);
        RunnerSpec spec = new RunnerSpec(Settings.none(), Optional.empty());
        try (EventJournal journal = new EventJournal(home.state(), clock);
                RunnerLog log = RunnerLog.toFile(home.runnerLog(), spec, clock).attach();
                Supervisor supervisor = new Supervisor(
                        new Assembly(home, spec, facts).ports(home, journal, Optional.of(store), log,
                                new UsageHistory(Optional.empty(), clock, sentence -> {
                                }), new Permissions(Optional.empty())),
                        new EndRules(true))) {
            // the loss of the runner is read from the journal here, before this stop records its own end there
            journal.lost().map(lost -> signs.lost(lost, all, ProcFs.system().bootId(), clock.instant()))
                    .ifPresent(supervisor::note);
            supervisor.begin();
            Optional<TargetName> only = name.map(TargetName::new);
            supervisor.adoptOnly(records, only);
            only.ifPresent(one -> supervisor.stop(one, "stopped by command"));
            supervisor.shutDown(false, "stopped by command");
            supervisor.ended().get(patience(records).toMillis(), TimeUnit.MILLISECONDS);
            return report(supervisor.snapshot());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the targets did not end", e);
        }
    }

    /** The time limit for a stop of all targets. It is longer than the longest grace period. */
    static Duration patience(List<TargetRecord> records) {
        return records.stream().map(record -> record.spec().stopping().grace().plus(BESIDE_GRACE))
                .reduce(LEAST_PATIENCE, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static boolean isMeant(TargetRecord record, Optional<String> name) {
        return name.isEmpty() || record.spec().name().value().equals(name.get());
    }

    private static int report(Snapshot snapshot) {
        List<String> given = snapshot.targets().stream().filter(target -> target.state().ledger().givenUp())
                .map(target -> target.spec().name() + ": " + target.state().ledger().reason()).toList();
        given.forEach(sentence -> System.err.println(ProgramName.get() + ": " + NativeText.visible(sentence)));
        return given.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
