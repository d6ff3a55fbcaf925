package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.WholeFile;
import dev.dpm.process.output.OutputRelay;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.TargetSnapshot;

/**
 * Forwards the lines of targets' output files to syslog, to systemd's journal, or to a file in which each line has a time. The
 * targets write to files only, so a receiver that does not answer never blocks them.
 */
final class OutputRelays implements AutoCloseable {

    /** How long new lines are collected before they are forwarded together, in milliseconds. */
    private static final long GATHER_MILLIS = 20;
    /** The longest time for which remaining lines are forwarded before the runner ends. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);
    /** The number of refused attempts in a row after which a receiver counts as faulty. */
    private static final int BUSY_TRIES = 25;
    private static final String LOG = ".log";

    private final TargetOutputs outputs;
    private final Path folder;
    private final Supplier<Snapshot> snapshot;
    private final Consumer<RunnerEvent> notes;
    private final Consumer<Optional<String>> fault;
    private final Map<Path, Relayed> relays = new LinkedHashMap<>();
    private Optional<WatchService> watch = Optional.empty();
    private Optional<String> said = Optional.empty();

    private static final class Relayed {
        private final TargetSpec spec;
        private final OutputRelay relay;
        private final RelaySink sink;
        private long lost;
        private int refusals;
        /** The earliest time of the next attempt to forward lines, as {@link System#nanoTime}. */
        private long notBefore = System.nanoTime();
        private Optional<String> trouble = Optional.empty();

        Relayed(TargetSpec spec, OutputRelay relay, RelaySink sink) {
            this.spec = spec;
            this.relay = relay;
            this.sink = sink;
        }
    }

    OutputRelays(TargetOutputs outputs, Supplier<Snapshot> snapshot, Consumer<RunnerEvent> notes,
            Consumer<Optional<String>> fault) {
        this.outputs = outputs;
        this.folder = outputs.home().targetLogs();
        this.snapshot = snapshot;
        this.notes = notes;
        this.fault = fault;
    }

    synchronized void serve() {
        Set<Path> wanted = new HashSet<>();
        for (TargetSnapshot target : snapshot.get().targets()) {
            TargetSpec spec = target.spec();
            outputs.relayed(spec).forEach(log -> {
                wanted.add(log);
                Relayed known = relays.get(log);
                if (known == null || !known.spec.output().equals(spec.output())) {
                    relays.put(log, relayed(spec, log));
                }
            });
        }
        relays.entrySet().removeIf(one -> !wanted.contains(one.getKey()) && isDropped(one.getValue()));
        if (!relays.isEmpty() && watch.isEmpty()) {
            begin();
        }
    }

    private Relayed relayed(TargetSpec spec, Path log) {
        RelaySink sink = RelaySink.of(spec, log, outputs, () -> pid(spec));
        return new Relayed(spec, new OutputRelay(log, sink.longest()), sink);
    }

    private boolean isDropped(Relayed one) {
        passRest(() -> pass(one, true));
        one.sink.close();
        return true;
    }

    private long pid(TargetSpec spec) {
        return snapshot.get().targets().stream().filter(one -> one.spec().name().equals(spec.name()))
                .flatMap(one -> one.state().life().flatMap(Life::main).stream()).mapToLong(ProcessIdentity::pid)
                .findFirst().orElse(0);
    }

    private void begin() {
        try {
            Files.createDirectories(folder, WholeFile.OWNER_FOLDER);
            watch = Optional.of(FolderWatch.begin(folder, "dpm-relay", this::passOn));
        } catch (IOException e) {
            tell(Optional.of("the output of targets cannot be passed on now: " + e.getMessage()));
        }
    }

    private void passOn(WatchService service) throws InterruptedException {
        RelayPace pace = passAll(false);
        while (true) {
            if (pace == RelayPace.SOON) {
                TimeUnit.MILLISECONDS.sleep(pace.millis());
                pace = passAll(false);
                continue;
            }
            boolean isLate = pace == RelayPace.LATER;
            WatchKey key = isLate ? service.poll(pace.millis(), TimeUnit.MILLISECONDS) : service.take();
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
            boolean isOfLog = isLate;
            if (key != null) {
                isOfLog |= key.pollEvents().stream()
                        .anyMatch(event -> event.context() == null || event.context().toString().endsWith(LOG));
                // the key is reset before the files are read, so that a later change of a file causes another event
                key.reset();
            }
            pace = isOfLog ? passAll(false) : RelayPace.ON_CHANGE;
        }
    }

    private synchronized RelayPace passAll(boolean isLast) {
        Set<RelayPace> paces = EnumSet.noneOf(RelayPace.class);
        List<String> troubles = new ArrayList<>();
        for (Relayed one : relays.values()) {
            paces.add(pass(one, isLast));
            one.trouble.ifPresent(why -> troubles.add(one.spec.name() + ": " + why));
        }
        tell(troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles)));
        return RelayPace.first(paces);
    }

    private RelayPace pass(Relayed one, boolean isLast) {
        if (!isLast && System.nanoTime() - one.notBefore < 0) {
            return RelayPace.LATER;
        }
        RelayPace pace = passNow(one, isLast);
        one.notBefore = System.nanoTime()
                + (pace == RelayPace.LATER ? TimeUnit.MILLISECONDS.toNanos(pace.millis()) : 0);
        return pace;
    }

    private RelayPace passNow(Relayed one, boolean isLast) {
        try {
            OutputRelay.Passed passed = one.relay.pass(one.sink, isLast);
            one.lost += passed.lost();
            RelayPace pace = RelayPace.of(passed.isLeft(), passed.hasTaken());
            one.refusals = pace == RelayPace.LATER ? one.refusals + 1 : 0;
            one.trouble = one.refusals < BUSY_TRIES ? Optional.empty() : one.sink.busy();
            if (one.lost > 0 && !passed.isLeft()) {
                notes.accept(new RunnerEvent.RunnerNoted(Component.OUTPUT, one.lost + " bytes of the output of "
                        + one.spec.name() + " were rotated away before " + one.sink.receiver()
                        + " took them: log_max_size and log_keep bound what waits"));
                one.lost = 0;
            }
            return pace;
        } catch (IOException e) {
            one.trouble = Optional.of(e.getMessage() + "; its lines wait in its log");
            return RelayPace.LATER;
        }
    }

    private void tell(Optional<String> trouble) {
        if (!trouble.equals(said)) {
            fault.accept(trouble);
        }
        said = trouble;
    }

    /** Forwards remaining lines for at most {@link #LAST_WAIT}, as long as a receiver accepts some of them. */
    private static void passRest(Supplier<RelayPace> pass) {
        long end = System.nanoTime() + LAST_WAIT.toNanos();
        while (pass.get() == RelayPace.SOON && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RelayPace.SOON.millis()));
        }
    }

    @Override
    public void close() throws IOException {
        serve();
        if (watch.isPresent()) {
            watch.get().close();
        }
        passRest(() -> passAll(true));
        relays.values().forEach(one -> one.sink.close());
    }
}
