package dev.dpm.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;

/** A metric with its help text and its samples, while they are collected. */
final class MetricFamily {

    private final String name;
    private final Collector.Type type;
    private final String help;
    private final List<String> labels;
    private final List<Sample> samples = new ArrayList<>();

    private MetricFamily(String name, Collector.Type type, String help, List<String> labels) {
        this.name = name;
        this.type = type;
        this.help = help;
        this.labels = labels;
    }

    static MetricFamily gauge(String name, String help, String... labels) {
        return new MetricFamily(name, Collector.Type.GAUGE, help, List.of(labels));
    }

    /**
     * A metric of type counter.
     *
     * @param name ends in {@code _total}
     */
    static MetricFamily counter(String name, String help, String... labels) {
        return new MetricFamily(name, Collector.Type.COUNTER, help, List.of(labels));
    }

    /**
     * Adds one series to the metric. The label values are in the order of the label names that the metric was made
     * with.
     */
    MetricFamily add(double value, String... labelValues) {
        samples.add(new Sample(name, labels, List.of(labelValues), value));
        return this;
    }

    /** Adds one series to the metric, or does nothing if the value is unknown. */
    void add(Optional<? extends Number> value, String... labelValues) {
        value.ifPresent(known -> add(known.doubleValue(), labelValues));
    }

    MetricFamilySamples samples() {
        return new MetricFamilySamples(name, type, help, samples);
    }
}
