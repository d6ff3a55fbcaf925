package dev.dpm.app;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.dpm.config.RunnerSpec.ConsoleMode;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.local.ProcFiles;
import dev.dpm.process.local.ProcStat;
import dev.dpm.view.OutputView;
import dev.dpm.view.RunnerView;
import dev.dpm.view.UnclaimedView;

/** Facts about the runner itself, such as its version, its clock and its resident memory. */
final class RunnerFacts {

    private static final long PAGE_BYTES = 4096;

    private final String version;
    private final RuntimeDirectory home;
    private final long origin = System.nanoTime();
    private final ProcFiles proc = new ProcFiles();
    private final AtomicReference<Supplier<OutputView>> output = new AtomicReference<>(() -> OutputView.NONE);
    private final AtomicReference<Optional<Addresses>> addresses = new AtomicReference<>(Optional.empty());

    private final AtomicReference<ConsoleMode> mode = new AtomicReference<>(ConsoleMode.ON);

    RunnerFacts(String version, RuntimeDirectory home) {
        this.version = version;
        this.home = home;
    }

    String version() {
        return version;
    }

    /**
     * The runner's monotonic clock. It does not begin at 0, so that the start of a process before the runner's start is not
     * negative.
     */
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - origin);
    }

    Instant wallNow() {
        return Instant.now();
    }

    void reachableAt(Optional<Addresses> where) {
        addresses.set(where);
    }

    void consoleIs(ConsoleMode chosen) {
        mode.set(chosen);
    }

    void outputFrom(Supplier<OutputView> figures) {
        output.set(figures);
    }

    RunnerView view(Duration sinceHeartbeat, List<String> faults, List<UnclaimedView> unclaimed) {
        Optional<Addresses> where = addresses.get();
        long pid = ProcessHandle.current().pid();
        return new RunnerView(version, pid, now().toMillis() / 1000.0, home.toString(),
                where.map(Addresses::console), where.map(Addresses::management), mode.get().word(),
                residentBytes(pid),
                Math.max(0, sinceHeartbeat.toMillis() / 1000.0), output.get().get(), faults,
                unclaimed);
    }

    /** The resident memory of a process in bytes; empty: it cannot be read. */
    private Optional<Long> residentBytes(long pid) {
        try {
            return proc.stat(pid).map(ProcStat::residentPages).map(pages -> pages * PAGE_BYTES);
        } catch (UncheckedIOException cannotLook) {
            return Optional.empty();
        }
    }
}
