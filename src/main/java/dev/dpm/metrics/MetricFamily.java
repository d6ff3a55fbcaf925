package dev.dpm.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;

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
     * A metric that only grows.
     * @param name the metric's name, which ends in {@code _total}
     */
    static MetricFamily counter(String name, String help, String... labels) {
        return new MetricFamily(name, Collector.Type.COUNTER, help, List.of(labels));
    }

    MetricFamily add(double value, String... labelValues) {
        samples.add(new Sample(name, labels, List.of(labelValues), value));
        return this;
    }

    void add(Optional<? extends Number> value, String... labelValues) {
        value.ifPresent(known -> add(known.doubleValue(), labelValues));
    }

    MetricFamilySamples samples() {
        return new MetricFamilySamples(name, type, help, samples);
    }
}
