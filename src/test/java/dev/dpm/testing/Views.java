package dev.dpm.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.view.CheckView;
import dev.dpm.view.EventView;
import dev.dpm.view.LimitsView;
import dev.dpm.view.OutputView;
import dev.dpm.view.RunnerView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.LastExit;
import dev.dpm.view.TargetView.SettingView;

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
                Optional.of("http://127.0.0.1:9181/"), Optional.of(70 * MIB), heartbeatSeconds,
                OutputView.NONE, List.of());
    }

    /** All is well with it. */
    public static TargetView running(String name) {
        return new TargetView(name, "RUNNING", Optional.of(456L), false, false, false, Optional.of(41.0),
                Optional.of(2), Optional.of(12.5), Optional.of(212 * MIB), Optional.of(80.0), Optional.of(500 * MIB),
                Optional.empty(), "UP", 0, 0, Optional.empty(), "started by command", Optional.empty(), 3, 1,
                "/usr/bin/gunicorn app:api --password=geheim", "/srv/web",
                List.of(new SettingView("cpu_threshold", "80.0", "default"),
                        new SettingView("env", "API_KEY=geheim", "--env")),
                Optional.of(Instant.parse("2026-11-22T21:46:02Z")), Optional.of(17.25), 4,
                Map.of("cpu", 1L), Map.of(), List.of(), LimitsView.NONE);
    }

    /** It runs, and its check found what is said: {@code PASSED}, {@code FAILED}; null: not yet checked. */
    public static TargetView checked(String name, String result) {
        TargetView well = running(name);
        boolean passed = "PASSED".equals(result);
        CheckView check = new CheckView("http", "http://127.0.0.1:8000/healthz", Optional.ofNullable(result), passed,
                Optional.ofNullable(result).map(some -> passed), passed ? 0 : 2,
                Optional.ofNullable(result).map(some -> passed ? "answered 200" : "answered 500"),
                well.startedAt(), result == null ? Map.of() : Map.of(result, 3L));
        return new TargetView(name, well.state(), well.pid(), false, false, false, well.uptimeSeconds(),
                well.processes(), well.cpuPercent(), well.memoryBytes(), well.cpuThresholdPercent(),
                well.memoryThresholdBytes(), Optional.empty(), "UP", 0, 0, Optional.empty(), well.reason(),
                Optional.empty(), 3, 1, well.command(), well.cwd(), List.of(), well.startedAt(),
                well.cpuSecondsTotal(), 0, Map.of(), Map.of(), List.of(check), LimitsView.NONE);
    }

    /** It crashed and waits for its next restart. */
    public static TargetView backoff(String name) {
        return new TargetView(name, "BACKOFF", Optional.empty(), false, false, false, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(80.0), Optional.empty(),
                Optional.empty(), "DOWN", 7, 2, Optional.of(new LastExit(Optional.of(1), Optional.empty())),
                "ended with exit code 1 after 3 s", Optional.of(10.0), 3, 8, "/srv/worker", "/srv", List.of(),
                Optional.empty(), Optional.empty(), 0, Map.of(), Map.of("exit", 6L, "cpu", 1L), List.of(),
                LimitsView.NONE);
    }

    /** Its budget is spent; the life that would have been the eighth never came. */
    public static TargetView fatal(String name) {
        return new TargetView(name, "FATAL", Optional.empty(), false, false, true, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(80.0), Optional.empty(), Optional.empty(), "DOWN", 7, 3,
                Optional.of(new LastExit(Optional.empty(), Optional.empty())),
                "gave up after 3 restarts: ended with exit code unknown", Optional.empty(), 3, 7, "/srv/worker", "/srv",
                List.of(), Optional.empty(), Optional.empty(), 0, Map.of(), Map.of("exit", 7L), List.of(),
                LimitsView.NONE);
    }

    /** Over its CPU threshold, and nothing is done about it. */
    public static TargetView inBreach(String name) {
        return new TargetView(name, "RUNNING", Optional.of(789L), false, true, false, Optional.of(3725.0),
                Optional.of(1), Optional.of(143.2), Optional.of(1536 * MIB), Optional.of(80.0), Optional.empty(),
                Optional.of("cpu 143.2 % of one core > 80.0 % in 3 of 3 samples"), "DOWN", 0, 0, Optional.empty(),
                "adopted", Optional.empty(), -1, 2, "/srv/import", "/srv", List.of(), Optional.empty(),
                Optional.empty(), 0, Map.of(), Map.of(), List.of(), LimitsView.NONE);
    }

    public static EventView event(long sequence, String target, String message) {
        return new EventView(sequence, Instant.parse("2026-11-22T20:46:02.123Z"), "TargetExited",
                Optional.ofNullable(target), Optional.of(456L), "WARNING", message, Map.of("exit_code", 1));
    }
}
