package dev.dpm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Tool;

/** Checks the alert rules, and runs their tests, with Prometheus's own tool. */
class AlertRulesTest {

    @ParameterizedTest
    @CsvSource({"check, dpm-rules.yaml", "test, dpm-rules-test.yaml"})
    void promtool_is_content(String command, String file) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(Tool.PROMTOOL.orSkip().toString(), command, "rules", file)
                .directory(Path.of("deploy", "prometheus").toFile()).redirectErrorStream(true).start();
        try {
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(promtool.exitValue()).as(said).isZero();
        } finally {
            promtool.destroyForcibly();
        }
    }
}
