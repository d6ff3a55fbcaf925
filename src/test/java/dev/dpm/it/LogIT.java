package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Tests that the runner's own log records the main events and stays small. */
class LogIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final Path logs = product.home().resolve("logs");

    @Test
    void rotates_at_its_size_keeps_so_many_and_every_line_is_json() throws IOException {
        product.file("three.yaml", """
                defaults: {monitor_interval: 1, start_seconds: 0.1}
                targets:
                  one: {command: [sleep, "1000"]}
                  two: {command: [sleep, "1000"]}
                  three: {command: [sleep, "1000"]}
                """);
        product.dpm("start", "--config", "three.yaml", "--log_level", "DEBUG", "--log_format", "json", "--log_max_size",
                "1000", "--log_keep", "2").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("one").path("uptime_seconds").asDouble())
                .as("enough lines to fill many files").isGreaterThan(8));

        product.dpm("stop", "--yes").expect(0);

        assertThat(names()).containsExactlyInAnyOrder("runner.log", "runner.log.1", "runner.log.2");
        for (String name : names()) {
            String text = Runner.read(logs.resolve(name));
            List<JsonNode> lines = text.lines().map(Runner::parse).toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("time").asText()).endsWith("Z");
                assertThat(line.path("level").asText()).isIn("DEBUG", "INFO", "WARN");
                assertThat(line.path("message").asText()).isNotBlank();
            });
            assertThat(text.length()).as("size of " + name).isLessThan(2000);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("runner.log"))
                    .toList();
        }
    }

    @Test
    void debug_has_every_sample_with_its_target() {
        product.dpm("start", "--name", "web", "--monitor_interval", "1", "--log_level", "DEBUG", "--log_format", "json",
                "--", "sleep", "1000").expect(0);

        Product.await(Runner.PATIENCE, () -> assertThat(samples("DEBUG")).hasSizeGreaterThanOrEqualTo(3));

        assertThat(samples("DEBUG")).allSatisfy(line -> {
            assertThat(line.path("target").asText()).isEqualTo("web");
            assertThat(line.path("message").asText()).contains("MiB");
        });
    }

    private List<JsonNode> samples(String level) {
        return runner.log().lines().map(Runner::parse).filter(line -> line.path("level").asText().equals(level))
                .filter(line -> line.path("message").asText().contains("memory ")).toList();
    }

    @Test
    void info_has_one_line_of_usage_a_minute_and_each_action_with_its_reason() {
        product.dpm("start", "--name", "web", "--monitor_interval", "1", "--", "sleep", "1000").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("web").path("uptime_seconds").asDouble())
                .as("several samples").isGreaterThan(5));

        assertThat(runner.log().lines().filter(line -> line.contains("% of one core"))).hasSize(1)
                .first().asString().contains("INFO").contains("web: cpu ").contains("MiB");
        assertThat(runner.log()).contains("web: started as process").contains("started by command")
                .doesNotContain("DEBUG");
    }
}
