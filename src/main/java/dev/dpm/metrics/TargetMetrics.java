package dev.dpm.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.view.CheckView;
import dev.dpm.view.LimitsView;
import dev.dpm.view.TargetView;

final class TargetMetrics {

    private static final List<Phase> STATES = List.of(Phase.values());
    private static final List<Outcome> RESULTS = List.of(Outcome.values());
    private static final List<Resource> RESOURCES = List.of(Resource.values());
    private static final String TARGET = "target";

    private final MetricFamily up = MetricFamily.gauge("dpm_target_up",
            "1 while the target's health is up, 0 while it is down",
            TARGET);
    private final MetricFamily state = MetricFamily.gauge("dpm_target_state",
            "1 for the state the target is in, 0 for the others",
            TARGET, "state");
    private final MetricFamily cpuSeconds = MetricFamily.counter("dpm_target_cpu_seconds_total",
            "CPU time used by the target's process trees", TARGET);
    private final MetricFamily cpuCores = MetricFamily.gauge("dpm_target_cpu_cores",
            "Cores in use by the target's process tree in the last sample", TARGET);
    private final MetricFamily cpuThreshold = MetricFamily.gauge("dpm_target_cpu_threshold_cores",
            "Cores above which a sample is over the CPU threshold; absent where that is off", TARGET);
    private final MetricFamily memory = MetricFamily.gauge("dpm_target_memory_bytes",
            "Memory of the target in the last sample by the basis in force, which thresholds are compared with",
            TARGET);
    private final MetricFamily resident = MetricFamily.gauge("dpm_target_resident_memory_bytes",
            "Resident memory of the target's process tree in the last sample", TARGET);
    private final MetricFamily memoryThreshold = MetricFamily.gauge("dpm_target_memory_threshold_bytes",
            "Memory, by the basis in force, above which a sample is over the threshold; absent where that is off",
            TARGET);
    private final MetricFamily processes = MetricFamily.gauge("dpm_target_processes", "Processes in the target's tree",
            TARGET);
    private final MetricFamily restarts = MetricFamily.counter("dpm_target_restarts_total",
            "Restarts of the target since it is known, by reason", TARGET, "reason");
    private final MetricFamily breaches = MetricFamily.counter("dpm_target_breaches_total",
            "Breaches of a threshold since the target is known", TARGET, "threshold");
    private final MetricFamily missed = MetricFamily.counter("dpm_target_samples_missed_total",
            "Samples that could not be taken since the target is known", TARGET);
    private final MetricFamily startTime = MetricFamily.gauge("dpm_target_start_time_seconds",
            "When the running incarnation was launched, in seconds since the epoch", TARGET);

    private final MetricFamily checkResult = MetricFamily.gauge("dpm_target_check_result",
            "1 where the last run of a check that could tell passed, 0 where it failed; absent before the first",
            TARGET,
            "kind");
    private final MetricFamily checks = MetricFamily.counter("dpm_target_checks_total",
            "Runs of a check since the runner's start, by result", TARGET, "kind", "result");

    private final MetricFamily memoryLimit = MetricFamily.gauge("dpm_target_memory_limit_bytes",
            "What the kernel kills the target at; absent where there is none that can be read", TARGET);
    private final MetricFamily workingSet = MetricFamily.gauge("dpm_target_memory_working_set_bytes",
            "Memory of the target's cgroup without its inactive file cache; absent where that is not the basis",
            TARGET);
    private final MetricFamily proportional = MetricFamily.gauge("dpm_target_proportional_memory_bytes",
            "Proportional set size of the target's process tree by the newest reading; absent where none was taken",
            TARGET);
    private final MetricFamily timeToLimit = MetricFamily.gauge("dpm_target_memory_time_to_limit_seconds",
            "Time until memory reaches its limit by its recent trend; absent where there is no trend", TARGET);
    private final MetricFamily cpuLimit = MetricFamily.gauge("dpm_target_cpu_limit_cores",
            "CPU quota of the target in processors; absent where there is none that can be read", TARGET);
    private final MetricFamily oomKills = MetricFamily.counter("dpm_target_oom_kills_total",
            "Processes of the target's cgroup that the kernel's OOM killer has ended", TARGET);
    private final MetricFamily throttled = MetricFamily.counter("dpm_target_cpu_throttled_periods_total",
            "Periods in which its CPU quota held the target's cgroup back", TARGET);

    private TargetMetrics() {
    }

    static Stream<MetricFamily> of(List<TargetView> targets) {
        TargetMetrics metrics = new TargetMetrics();
        targets.forEach(metrics::add);
        return Stream.of(metrics.up, metrics.state, metrics.cpuSeconds, metrics.cpuCores, metrics.cpuThreshold,
                metrics.memory, metrics.resident, metrics.memoryThreshold, metrics.processes, metrics.restarts,
                metrics.breaches, metrics.missed, metrics.startTime, metrics.checkResult, metrics.checks,
                metrics.memoryLimit, metrics.workingSet, metrics.proportional, metrics.timeToLimit, metrics.cpuLimit,
                metrics.oomKills, metrics.throttled);
    }

    private void add(TargetView target) {
        String name = target.name();
        up.add(target.health() == Health.DOWN ? 0 : 1, name);
        STATES.forEach(phase -> state.add(phase == target.state() ? 1 : 0, name, phase.name()));
        cpuSeconds.add(target.cpuSecondsTotal(), name);
        cpuCores.add(target.cpuPercent().map(percent -> percent / 100), name);
        cpuThreshold.add(target.cpuThresholdPercent().map(percent -> percent / 100), name);
        memory.add(target.memoryBytes(), name);
        resident.add(target.limits().residentBytes(), name);
        memoryThreshold.add(target.memoryThresholdBytes(), name);
        processes.add(target.processes(), name);
        target.restartsByReason().forEach((reason, count) -> restarts.add(count, name, reason.word()));
        RESOURCES.forEach(resource -> breaches.add(target.breachesByThreshold().getOrDefault(resource, 0L), name,
                resource.word()));
        missed.add(target.samplesMissed(), name);
        target.checks().forEach(check -> add(name, check));
        add(name, target.limits());
        startTime.add(target.startedAt().map(launched -> launched.toEpochMilli() / 1000.0), name);
    }

    private void add(String name, LimitsView limits) {
        memoryLimit.add(limits.memoryLimitBytes(), name);
        workingSet.add(limits.workingSetBytes(), name);
        proportional.add(limits.proportionalBytes(), name);
        timeToLimit.add(limits.timeToLimitSeconds(), name);
        cpuLimit.add(limits.cpuLimitCores(), name);
        oomKills.add(limits.oomKills(), name);
        throttled.add(limits.throttledPeriods(), name);
    }

    private void add(String name, CheckView check) {
        check.lastPassed().ifPresent(passed -> checkResult.add(passed ? 1 : 0, name, check.kind().word()));
        RESULTS.forEach(result -> checks.add(check.runs().getOrDefault(result, 0L), name, check.kind().word(),
                result.name().toLowerCase(Locale.ROOT)));
    }
}
