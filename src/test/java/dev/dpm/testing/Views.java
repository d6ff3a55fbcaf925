package dev.dpm.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.event.Severity;
import dev.dpm.process.CheckKind;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.RestartCause;
import dev.dpm.view.CheckView;
import dev.dpm.view.EventView;
import dev.dpm.view.LimitsView;
import dev.dpm.view.MachineView;
import dev.dpm.view.OutputView;
import dev.dpm.view.PreflightLine;
import dev.dpm.view.RunnerDetails;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StoryView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.LastExit;
import dev.dpm.view.TargetView.SettingView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/** Sample views with fixed figures. */
public final class Views {

    public static final long MIB = 1 << 20;

    private Views() {
    }

    public static RunnerView runner() {
        return runner(0.2);
    }

    public static RunnerView runner(double heartbeatSeconds) {
        return new RunnerView("1.0.0", 123, 273_600, "/home/u/.dpm", Optional.of("http://127.0.0.1:9180/"),
                Optional.of("http://127.0.0.1:9181/"), "on", Optional.of(70 * MIB), heartbeatSeconds,
                OutputView.NONE, List.of(), List.of());
    }

    public static RunnerDetails details(RunnerView runner) {
        return new RunnerDetails(runner, "17.0.15 (Debian)", "6.18.0", Instant.parse("2026-11-22T20:46:02Z"), 4711,
                Optional.of(60 * MIB), 12 * MIB, 32 * MIB, 14, Optional.of(61L), Optional.of(1024L), Optional.of(12.3),
                Optional.of("/srv/dpm.yaml"),
                new RunnerDetails.Disk(24 * MIB, 3 * MIB, MIB, MIB, Optional.of(4096 * MIB)),
                List.of(new PreflightLine("processes", true, "the runner sees the processes beside it",
                        Optional.empty())));
    }

    /** The same target with another {@link StoryView}. */
    public static TargetView withStory(TargetView of, StoryView story) {
        return new TargetView(of.name(), of.state(), of.pid(), of.attached(), of.adopted(), of.givenUp(),
                of.uptimeSeconds(), of.processes(), of.cpuPercent(), of.memoryBytes(), of.cpuThresholdPercent(),
                of.memoryThresholdBytes(), of.breach(), of.health(), of.restarts(), of.restartsInWindow(),
                of.lastExit(), of.reason(), of.nextRestartSeconds(), of.maxRestarts(), of.incarnation(), of.command(),
                of.cwd(), of.configuration(), of.startedAt(), of.cpuSecondsTotal(), of.samplesMissed(),
                of.breachesByThreshold(), of.restartsByReason(), of.checks(), of.acknowledged(), of.limits(),
                of.user(), story, of.group(), of.labels());
    }

    /** The same target in another state. */
    public static TargetView inState(TargetView of, Phase state) {
        return new TargetView(of.name(), state, of.pid(), of.attached(), of.adopted(), of.givenUp(),
                of.uptimeSeconds(), of.processes(), of.cpuPercent(), of.memoryBytes(), of.cpuThresholdPercent(),
                of.memoryThresholdBytes(), of.breach(), of.health(), of.restarts(), of.restartsInWindow(),
                of.lastExit(), of.reason(), of.nextRestartSeconds(), of.maxRestarts(), of.incarnation(), of.command(),
                of.cwd(), of.configuration(), of.startedAt(), of.cpuSecondsTotal(), of.samplesMissed(),
                of.breachesByThreshold(), of.restartsByReason(), of.checks(), of.acknowledged(), of.limits(),
                of.user(), of.story(), of.group(), of.labels());
    }

    /** The view of a machine that is not short of any resource. */
    public static MachineView machine() {
        MachineView.FileSystem disk = new MachineView.FileSystem("/home/u/.dpm", 40_960 * MIB, 20_480 * MIB);
        return new MachineView(2, List.of(0.5, 0.4, 0.3), 7936 * MIB, 5120 * MIB, 0, 0, Optional.of(disk),
                Optional.of(disk), 273_600, "6.18.0");
    }

    /** The usage in one minute, in steps of 5 s, with a gap in the middle and a restart after the gap. */
    public static UsageSeries usage() {
        Instant to = Instant.parse("2026-11-22T21:46:00Z");
        List<UsagePoint> points = new ArrayList<>();
        for (int i = 11; i >= 0; i--) {
            Instant at = to.minusSeconds(5L * i);
            points.add(i == 6
                    ? UsagePoint.gap(at)
                    : new UsagePoint(at, Optional.of(10.0 + i), Optional.of(12.0 + i), Optional.of(200.0 * MIB),
                            Optional.of(212.0 * MIB)));
        }
        return new UsageSeries(to.minusSeconds(60), to, Duration.ofSeconds(5), points, List.of(new UsageSeries.Mark(
                to.minusSeconds(28), UsageSeries.Kind.RESTART, 7, "started as process 456: it ended")));
    }

    /** The view of a running target that is well. */
    public static TargetView running(String name) {
        return new TargetView(name, Phase.RUNNING, Optional.of(456L), false, false, false, Optional.of(41.0),
                Optional.of(2), Optional.of(12.5), Optional.of(212 * MIB), Optional.of(80.0), Optional.of(500 * MIB),
                Optional.empty(), Health.UP, 0, 0, Optional.empty(), "started by command", Optional.empty(), 3, 1,
                "/usr/bin/gunicorn app:api --password=geheim", "/srv/web",
                List.of(SettingView.written("cpu_threshold", "80.0", "default"),
                        SettingView.written("env", "API_KEY=geheim", "--env")),
                Optional.of(Instant.parse("2026-11-22T21:46:02Z")), Optional.of(17.25), 4,
                Map.of(Resource.CPU, 1L), Map.of(), List.of(), false, resident(212 * MIB));
    }

    /** The view of a running target that is well and has further settings. */
    public static TargetView configured(String name, SettingView... settings) {
        TargetView well = running(name);
        return new TargetView(name, well.state(), well.pid(), false, false, false, well.uptimeSeconds(),
                well.processes(),
                well.cpuPercent(), well.memoryBytes(), well.cpuThresholdPercent(), well.memoryThresholdBytes(),
                Optional.empty(), Health.UP, 0, 0, Optional.empty(), well.reason(), Optional.empty(), 3, 1,
                well.command(),
                well.cwd(), List.of(settings), well.startedAt(), well.cpuSecondsTotal(), 0, Map.of(), Map.of(),
                List.of(),
                false, well.limits());
    }

    /** Limits of a target of which only the resident set size is known. */
    private static LimitsView resident(long bytes) {
        return new LimitsView(Optional.of("rss"), Optional.empty(), Optional.of(bytes), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The view of a target whose processes share most of their pages. Its resident set size exceeds the threshold, but this is
     * no breach.
     */
    public static TargetView sharing(String name) {
        TargetView well = running(name);
        LimitsView limits = new LimitsView(Optional.of("rss"), Optional.empty(), Optional.of(1300 * MIB),
                Optional.of(160 * MIB), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        return new TargetView(name, well.state(), well.pid(), false, false, false, well.uptimeSeconds(),
                Optional.of(9), well.cpuPercent(), Optional.of(1300 * MIB), well.cpuThresholdPercent(),
                well.memoryThresholdBytes(), Optional.empty(), Health.UP, 0, 0, Optional.empty(), well.reason(),
                Optional.empty(), 3, 1, well.command(), well.cwd(), List.of(), well.startedAt(),
                well.cpuSecondsTotal(), 0, Map.of(), Map.of(), List.of(), false, limits);
    }

    /**
     * The view of a running target whose check has this result: {@code PASSED}, {@code FAILED}; null: the check has not run
     * yet.
     */
    public static TargetView checked(String name, Outcome result) {
        TargetView well = running(name);
        boolean passed = result == Outcome.PASSED;
        CheckView check = new CheckView(CheckKind.HTTP, "http://127.0.0.1:8000/healthz", Optional.ofNullable(result),
                passed,
                Optional.ofNullable(result).map(some -> passed), passed ? 0 : 2,
                Optional.ofNullable(result).map(some -> passed ? "answered 200" : "answered 500"),
                well.startedAt(), result == null ? Map.of() : Map.of(result, 3L), 3,
                Optional.ofNullable(result).filter(some -> !passed).flatMap(some -> well.startedAt()));
        return new TargetView(name, well.state(), well.pid(), false, false, false, well.uptimeSeconds(),
                well.processes(), well.cpuPercent(), well.memoryBytes(), well.cpuThresholdPercent(),
                well.memoryThresholdBytes(), Optional.empty(), Health.UP, 0, 0, Optional.empty(), well.reason(),
                Optional.empty(), 3, 1, well.command(), well.cwd(), List.of(), well.startedAt(),
                well.cpuSecondsTotal(), 0, Map.of(), Map.of(), List.of(check), false, LimitsView.NONE, Optional.empty(),
                new StoryView(well.startedAt(), Optional.empty(), false, check.failing(), check.failingSince(), false,
                        Optional.empty()),
                Optional.empty(), Map.of());
    }

    /** The same target with another {@link StoryView}. */
    public static TargetView with(TargetView target, StoryView story) {
        return new TargetView(target.name(), target.state(), target.pid(), target.attached(), target.adopted(),
                target.givenUp(), target.uptimeSeconds(), target.processes(), target.cpuPercent(), target.memoryBytes(),
                target.cpuThresholdPercent(), target.memoryThresholdBytes(), target.breach(), target.health(),
                target.restarts(), target.restartsInWindow(), target.lastExit(), target.reason(),
                target.nextRestartSeconds(), target.maxRestarts(), target.incarnation(), target.command(),
                target.cwd(), target.configuration(), target.startedAt(), target.cpuSecondsTotal(),
                target.samplesMissed(), target.breachesByThreshold(), target.restartsByReason(), target.checks(),
                target.acknowledged(), target.limits(), target.user(), story, target.group(), target.labels());
    }

    /** The same target in a group, with labels. */
    public static TargetView tagged(TargetView of, String group, Map<String, String> labels) {
        return new TargetView(of.name(), of.state(), of.pid(), of.attached(), of.adopted(), of.givenUp(),
                of.uptimeSeconds(), of.processes(), of.cpuPercent(), of.memoryBytes(), of.cpuThresholdPercent(),
                of.memoryThresholdBytes(), of.breach(), of.health(), of.restarts(), of.restartsInWindow(),
                of.lastExit(), of.reason(), of.nextRestartSeconds(), of.maxRestarts(), of.incarnation(), of.command(),
                of.cwd(), of.configuration(), of.startedAt(), of.cpuSecondsTotal(), of.samplesMissed(),
                of.breachesByThreshold(), of.restartsByReason(), of.checks(), of.acknowledged(), of.limits(),
                of.user(), of.story(), Optional.of(group), labels);
    }

    /** The same target with other figures. */
    public static TargetView with(TargetView target, Phase state, double uptimeSeconds, double cpuPercent,
            long memoryBytes) {
        return new TargetView(target.name(), state, target.pid(), false, false, false, Optional.of(uptimeSeconds),
                target.processes(), Optional.of(cpuPercent), Optional.of(memoryBytes), target.cpuThresholdPercent(),
                target.memoryThresholdBytes(), Optional.empty(), target.health(), 12, 0, target.lastExit(),
                target.reason(), Optional.empty(), 3, 1, target.command(), target.cwd(), List.of(), target.startedAt(),
                target.cpuSecondsTotal(), 0, Map.of(), Map.of(), List.of(), false, target.limits());
    }

    /** The view of a target that ended and is not to be restarted. */
    public static TargetView exited(String name, int code, Instant at, Optional<String> lastLine, boolean failed) {
        return new TargetView(name, Phase.EXITED, Optional.empty(), false, false, false, Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(80.0), Optional.empty(), Optional.empty(),
                failed ? Health.DOWN : Health.UP, 0, 0,
                Optional.of(new LastExit(Optional.of(code), Optional.empty(), Optional.of(at), lastLine,
                        Optional.empty())),
                "ended with exit code " + code + lastLine.map(line -> ": " + line + "; it").orElse(", and")
                        + " is not to be restarted",
                Optional.empty(), 3, 1, "/srv/" + name, "/srv", List.of(), Optional.empty(), Optional.empty(), 0,
                Map.of(), Map.of(), List.of(), false, LimitsView.NONE, Optional.of("www-data"),
                new StoryView(Optional.of(at), failed ? Optional.of(at) : Optional.empty(), failed, Optional.empty(),
                        Optional.empty(), false, Optional.empty()),
                Optional.empty(), Map.of());
    }

    /** The view of a target that is to be attached but has no process. Its CPU threshold was changed while it ran. */
    public static TargetView waiting(String name) {
        return new TargetView(name, Phase.WAITING, Optional.empty(), true, false, false, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(55.0), Optional.empty(),
                Optional.empty(), Health.UP, 0, 0, Optional.empty(), "2 processes match: 7 (web), 8 (web)",
                Optional.empty(), 3, 0, "name web", "/srv", List.of(new SettingView("cpu_threshold", "55", "api",
                        Optional.of("80"), true)),
                Optional.empty(), Optional.empty(), 0, Map.of(), Map.of(), List.of(), false, LimitsView.NONE);
    }

    /** The view of a target that crashed and waits for its next restart. */
    public static TargetView backoff(String name) {
        return new TargetView(name, Phase.BACKOFF, Optional.empty(), false, false, false, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(80.0), Optional.empty(),
                Optional.empty(), Health.DOWN, 7, 2, Optional.of(new LastExit(Optional.of(1), Optional.empty())),
                "ended with exit code 1 after 3 s", Optional.of(10.0), 3, 8, "/srv/worker", "/srv", List.of(),
                Optional.empty(), Optional.empty(), 0, Map.of(), Map.of(RestartCause.EXIT, 6L, RestartCause.CPU, 1L),
                List.of(),
                false, LimitsView.NONE);
    }

    /** The view of a target whose restart budget is used up. Its eighth launch never happened. */
    public static TargetView fatal(String name) {
        return new TargetView(name, Phase.FATAL, Optional.empty(), false, false, true, Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(80.0), Optional.empty(), Optional.empty(), Health.DOWN,
                7, 3,
                Optional.of(new LastExit(Optional.empty(), Optional.empty())),
                "gave up after 3 restarts: ended with exit code unknown", Optional.empty(), 3, 7, "/srv/worker", "/srv",
                List.of(), Optional.empty(), Optional.empty(), 0, Map.of(), Map.of(RestartCause.EXIT, 7L), List.of(),
                false, LimitsView.NONE);
    }

    /** The view of a running target that exceeds its CPU threshold. The runner does nothing about this. */
    public static TargetView inBreach(String name) {
        return new TargetView(name, Phase.RUNNING, Optional.of(789L), false, true, false, Optional.of(3725.0),
                Optional.of(1), Optional.of(143.2), Optional.of(1536 * MIB), Optional.of(80.0), Optional.empty(),
                Optional.of("cpu 143.2 % of one core > 80.0 % in 3 of 3 samples"), Health.DOWN, 0, 0, Optional.empty(),
                "adopted", Optional.empty(), -1, 2, "/srv/import", "/srv", List.of(), Optional.empty(),
                Optional.empty(), 0, Map.of(), Map.of(), List.of(), false, LimitsView.NONE);
    }

    public static EventView event(long sequence, String target, String message) {
        return new EventView(sequence, Instant.parse("2026-11-22T20:46:02.123Z"), "TargetExited",
                Optional.ofNullable(target), Optional.of(456L), Severity.WARNING, message, Map.of("exit_code", 1));
    }
}
