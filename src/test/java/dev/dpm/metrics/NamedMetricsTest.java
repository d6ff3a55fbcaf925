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

/** Tests that every metric in the alert rules and the dashboard exists in the product. */
class NamedMetricsTest {

    private static final Pattern NAME = Pattern.compile("\\bdpm_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"deploy/prometheus/dpm-rules.yaml", "deploy/prometheus/dpm-rules-test.yaml",
            "deploy/grafana/dpm-runner.json"})
    void every_metric_that_is_named_exists(String file) throws IOException {
        assertThat(named(Files.readString(Path.of(file)))).isNotEmpty().isSubsetOf(told());
    }

    @Test
    void the_page_has_a_row_for_every_metric() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/health-and-metrics.md"));
        String firstCells = page.lines().filter(line -> line.startsWith("| `dpm_")).map(line -> line.split("\\|")[1])
                .collect(Collectors.joining("\n"));

        assertThat(named(firstCells)).isEqualTo(told());
    }

    private static Set<String> told() {
        return new StatusCollector(new FakeOperations()).collect().stream()
                .map(family -> family.type == Collector.Type.COUNTER ? family.name + "_total" : family.name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(String text) {
        return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

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
