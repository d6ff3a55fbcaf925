package dev.dpm.operator.page;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.exporter.common.TextFormat;

import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.round.FailedRounds.Work;
import dev.dpm.operator.webhook.RequestCounts.Key;

/**
 * Converts what the operator knows about the supervised pods, and figures about the operator itself, to metrics in the
 * text format of Prometheus (version 0.0.4).
 */
final class FleetMetrics {

    static final String CONTENT_TYPE = TextFormat.CONTENT_TYPE_004;

    private FleetMetrics() {
    }

    /**
     * Returns the metrics as text.
     *
     * @param fleet the Supervisions, with their pods, that the requesting person may see
     * @param figures the figures of this replica of the operator
     */
    static String of(Fleet fleet, OwnFigures figures) {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text,
                    Collections.enumeration(List.of(supervisions(fleet), defined(figures), pods(fleet),
                            answered(figures.reviews().seen()), failed(figures.rounds().counts()),
                            heap("used", Runtime.getRuntime().totalMemory()
                                    - Runtime.getRuntime().freeMemory()),
                            heap("max", Runtime.getRuntime().maxMemory()))));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be written", e);
        }
        return text.toString();
    }

    private static MetricFamilySamples supervisions(Fleet fleet) {
        return new GaugeMetricFamily("dpm_operator_supervisions", "Supervisions that the token may see",
                fleet.groups().size());
    }

    private static MetricFamilySamples defined(OwnFigures figures) {
        return new GaugeMetricFamily("dpm_operator_definition_present",
                "Whether the API server knows the resource Supervision: 1, or 0 without its definition",
                figures.isDefined().getAsBoolean() ? 1 : 0);
    }

    private static MetricFamilySamples pods(Fleet fleet) {
        GaugeMetricFamily pods = new GaugeMetricFamily("dpm_operator_pods",
                "Pods that a Supervision selects, by how well they are", List.of("namespace", "supervision", "health"));
        fleet.groups().forEach(group -> Arrays.stream(PodHealth.values())
                .forEach(health -> pods.addMetric(
                        List.of(group.namespace(), group.name(), health.name().toLowerCase(Locale.ROOT)),
                        group.count(health))));
        return pods;
    }

    private static MetricFamilySamples answered(Map<Key, Long> reviews) {
        CounterMetricFamily answered = new CounterMetricFamily("dpm_operator_admission_reviews",
                "AdmissionReviews that this replica has answered, by the path of the webhook and the HTTP status",
                List.of("path", "status"));
        reviews.forEach((key, count) -> answered.addMetric(List.of(key.path(), Integer.toString(key.status())), count));
        return answered;
    }

    private static MetricFamilySamples failed(Map<Work, Long> rounds) {
        CounterMetricFamily failed = new CounterMetricFamily("dpm_operator_failed_rounds",
                "Failed rounds of this replica's periodic work, and failures of its answers", List.of("work"));
        rounds.forEach((work, count) -> failed.addMetric(List.of(work.name().toLowerCase(Locale.ROOT)), count));
        return failed;
    }

    private static MetricFamilySamples heap(String kind, long bytes) {
        return new GaugeMetricFamily("dpm_operator_heap_" + kind + "_bytes", "Heap of this replica of the operator, "
                + kind, bytes);
    }
}
