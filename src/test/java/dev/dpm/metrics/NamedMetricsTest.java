package dev.dpm.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.prometheus.client.Collector;

import dev.dpm.testing.FakeOperations;

/** What alert rules and dashboard ask for is what the product tells. */
class NamedMetricsTest {

    private static final Pattern NAME = Pattern.compile("\\bdpm_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"deploy/prometheus/dpm-rules.yaml", "deploy/prometheus/dpm-rules-test.yaml",
            "deploy/grafana/dpm-runner.json"})
    void every_metric_that_is_named_exists(String file) throws IOException {
        Set<String> told = new StatusCollector(new FakeOperations()).collect().stream()
                .map(family -> family.type == Collector.Type.COUNTER ? family.name + "_total" : family.name)
                .collect(Collectors.toSet());
        Set<String> named = NAME.matcher(Files.readString(Path.of(file))).results().map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty().isSubsetOf(told);
    }
}
