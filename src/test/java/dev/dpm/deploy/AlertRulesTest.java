package dev.dpm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus's own tool reads the alert rules and runs their tests. */
class AlertRulesTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @ParameterizedTest
    @CsvSource({"check, dpm-rules.yaml", "test, dpm-rules-test.yaml"})
    void promtool_is_content(String command, String file) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool (Debian: prometheus) is not installed");
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), command, "rules", file)
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
