package dev.dpm.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Component;
import dev.dpm.event.Observation;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.TargetName;
import dev.dpm.process.local.HeadCollapse;
import dev.dpm.process.output.OutputFolders;
import dev.dpm.process.output.OutputKeeper;
import dev.dpm.process.output.OutputLimits;
import dev.dpm.process.output.OutputNews;
import dev.dpm.process.output.OutputRetention;
import dev.dpm.process.output.RotationLimits;
import dev.dpm.process.output.Writers;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.TargetSnapshot;
import dev.dpm.view.OutputView;

/** Checks the targets' output files once a second, and rotates or deletes files that exceed their limits. */
final class OutputWatch implements OutputNews, AutoCloseable {

    private final Map<String, Flood> floods = new HashMap<>();
    private static final Component PART = Component.OUTPUT;
    private static final List<String> NAMES = List.of("", OutputPlace.ERRORS, OutputPlace.RAW,
            OutputPlace.ERRORS + OutputPlace.RAW);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final List<Option<?>> LIMITS = List.of(Options.LOG_MAX_SIZE, Options.LOG_KEEP,
            Options.LOG_RETENTION);

    private final RuntimeDirectory home;
    private final Supervisor supervisor;
    private final OutputKeeper keeper;
    /** The task that checks the output files. Its faults belong to {@link Component#OUTPUT_ROTATION}. */
    private final PeriodicTask look;
    private final OutputRetention retention;
    private volatile RunnerSpec runner;
    private volatile Optional<OutputRelays> relays = Optional.empty();
    private final AtomicLong removed = new AtomicLong();
    private final AtomicLong emptied = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    OutputWatch(RuntimeDirectory home, RunnerSpec spec, Supervisor supervisor, Writers writers) {
        this.supervisor = supervisor;
        this.runner = spec;
        this.keeper = new OutputKeeper(new OutputFolders(home.targetLogs(), home.outputFolders()), new HeadCollapse(),
                limits(spec.settings()), writers, this, home::targetLog);
        this.look = new PeriodicTask(Component.OUTPUT_ROTATION, this::look, supervisor::fault);
        this.retention = new OutputRetention(home.targetLogs(), this::isKnown, home::targetLog);
        this.home = home;
    }

    private boolean isKnown(String log) {
        return supervisor.snapshot().targets().stream().map(target -> target.spec().name().value())
                .anyMatch(name -> NAMES.stream().anyMatch(ending -> log.equals(name + ending)));
    }

    private static RotationLimits limits(Settings settings) {
        return new RotationLimits(settings.get(Options.LOG_MAX_SIZE).count(), settings.get(Options.LOG_KEEP),
                settings.get(Options.LOG_RETENTION));
    }

    private void look() {
        relay();
        keeper.limit(limitsNow());
        keeper.look();
    }

    private void relay() {
        if (relays.isEmpty() && supervisor.snapshot().targets().stream()
                .anyMatch(target -> target.spec().output().isRelayed())) {
            relays = Optional.of(new OutputRelays(new TargetOutputs(home), supervisor::snapshot, supervisor::note,
                    why -> supervisor.fault(Component.OUTPUT_RELAY, why)));
        }
        relays.ifPresent(OutputRelays::serve);
    }

    @Override
    public void close() throws IOException {
        relay();
        if (relays.isPresent()) {
            relays.get().close();
        }
    }

    private OutputLimits limitsNow() {
        Settings common = runner.settings();
        Map<String, RotationLimits> own = new HashMap<>();
        for (TargetSnapshot target : supervisor.snapshot().targets()) {
            Settings settings = target.spec().settings();
            if (LIMITS.stream().anyMatch(option -> settings.given(option).isPresent())) {
                RotationLimits its = limits(settings.over(common));
                own.put(target.spec().name().value(), its);
                NAMES.forEach(ending -> own.putIfAbsent(target.spec().name() + ending, its));
            }
        }
        return new OutputLimits(limits(common), own);
    }

    /**
     * Starts the regular checks. The first check comes after one period, because the first launch of a target needs the
     * processor.
     */
    void begin(Housekeeping house) {
        house.every(LOOK, look).every(TIDY, LOOK,
                new PeriodicTask(Component.OUTPUT_RETENTION, this::tidy, supervisor::fault));
    }

    void limit(RunnerSpec spec) {
        runner = spec;
    }

    OutputView figures() {
        return new OutputView(removed.get(), emptied.get(), dropped.get());
    }

    private void tidy() {
        try {
            retention.enforce(limitsNow(), Instant.now());
            supervisor.fault(Component.OUTPUT_RETENTION, Optional.empty());
        } catch (IOException | RuntimeException | Error e) {
            supervisor.fault(Component.OUTPUT_RETENTION,
                    Optional.of("old output cannot be deleted: " + e.getMessage()));
        }
    }

    @Override
    public void rotated(String target, Method method, long bytesDropped) {
        (method == Method.REMOVE ? removed : emptied).incrementAndGet();
        dropped.addAndGet(bytesDropped);
    }

    @Override
    public void flooded(String target, long bytes, long kept) {
        floods.computeIfAbsent(target, name -> new Flood()).add(bytes, System.nanoTime()).ifPresent(
                sum -> supervisor.note(new Observation.OutputFlooded(new TargetName(target), sum, kept)));
    }

    @Override
    public void emptiesOnly(String sentence) {
        supervisor.note(new RunnerEvent.RunnerNoted(PART, sentence));
    }

    @Override
    public void displaced(String target, String sentence) {
        supervisor.note(new Observation.OutputDisplaced(new TargetName(target), sentence));
    }

    @Override
    public void troubled(Optional<String> reason) {
        supervisor.fault(PART, reason);
    }
}
