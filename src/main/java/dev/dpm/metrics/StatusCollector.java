package dev.dpm.metrics;

import java.util.List;
import java.util.stream.Stream;

import io.prometheus.client.Collector;

import dev.dpm.view.Operations;
import dev.dpm.view.OutputView;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StatusView;

/**
 * Collects all metrics from one snapshot of the runner and its targets at each scrape. Meters of Micrometer would each read a
 * snapshot of their own, and store state for each target.
 */
class StatusCollector extends Collector {

    private final Operations operations;

    StatusCollector(Operations operations) {
        this.operations = operations;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        StatusView status = operations.status();
        return Stream.concat(about(status.runner()), TargetMetrics.of(status.targets())).map(MetricFamily::samples)
                .toList();
    }

    private static Stream<MetricFamily> about(RunnerView runner) {
        MetricFamily heartbeat = MetricFamily.gauge("dpm_runner_heartbeat_age_seconds",
                "Time since the loop that supervises last turned");
        MetricFamily info = MetricFamily.gauge("dpm_runner_info", "Always 1; the version is a label", "version");
        return Stream.concat(
                Stream.of(heartbeat.add(runner.heartbeatSeconds()), info.add(1, runner.version())),
                about(runner.output()));
    }

    private static Stream<MetricFamily> about(OutputView output) {
        MetricFamily rotations = MetricFamily.counter("dpm_output_rotations_total",
                "Rotations of targets' output; each by copy_truncate may have lost what was written in that instant",
                "method");
        MetricFamily dropped = MetricFamily.counter("dpm_output_dropped_bytes_total",
                "Output thrown away because log_keep would have deleted it at once");
        return Stream.of(rotations.add(output.rotations(), "collapse").add(output.lossyRotations(), "copy_truncate"),
                dropped.add(output.droppedBytes()));
    }
}
