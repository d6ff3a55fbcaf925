package dev.dpm.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.prometheus.client.Collector;

import dev.dpm.testing.FakeOperations;
import dev.dpm.testing.Views;
import dev.dpm.view.TargetView;

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

    /** The alert compared the resident set with a threshold on the working set of a cgroup. */
    @Test
    void what_a_memory_threshold_is_compared_with_is_told_by_its_basis() {
        TargetView busy = Views.inBreach("busy");
        FakeOperations operations = new FakeOperations();
        operations.show(busy);

        assertThat(new StatusCollector(operations).collect())
                .filteredOn(family -> family.name.equals("dpm_target_memory_bytes"))
                .flatExtracting(family -> family.samples).singleElement()
                .satisfies(sample -> assertThat(sample.value).isEqualTo((double) busy.memoryBytes().orElseThrow()));
    }
}
