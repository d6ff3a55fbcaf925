package dev.dpm.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Tool;
import dev.dpm.testing.Views;

@QuarkusTest
class MetricsTest extends HttpTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                                             | text/plain
            text/html,*/*;q=0.8                                             | text/plain
            ,;,                                                             | text/plain
            text/plain;version=0.0.4                                        | text/plain
            application/openmetrics-text;version=1.0.0                      | application/openmetrics-text
            """)
    void plain_text_unless_openmetrics_is_asked_for_by_name(String accept, String type) {
        HttpResponse<String> answer = new Browser(management).get("/q/metrics", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    }

    @Test
    void plain_text_where_nothing_is_asked_for() {
        assertThat(new Browser(management).get("/q/metrics").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
    }

    private String scrape() {
        return new Browser(management).get("/q/metrics", "Accept", "text/plain;version=0.0.4").body();
    }

    @Test
    void every_target_has_its_series_in_base_units() {
        operations.show(Views.running("web"), Views.backoff("worker"));

        assertThat(scrape().lines().filter(line -> !line.startsWith("#"))).containsExactlyInAnyOrder("""
                dpm_runner_heartbeat_age_seconds 0.2
                dpm_runner_info{version="1.0.0",} 1.0
                dpm_output_rotations_total{method="collapse",} 0.0
                dpm_output_rotations_total{method="copy_truncate",} 0.0
                dpm_output_dropped_bytes_total 0.0
                dpm_target_up{target="web",} 1.0
                dpm_target_up{target="worker",} 0.0
                dpm_target_state{target="web",state="STOPPED",} 0.0
                dpm_target_state{target="web",state="STARTING",} 0.0
                dpm_target_state{target="web",state="RUNNING",} 1.0
                dpm_target_state{target="web",state="STOPPING",} 0.0
                dpm_target_state{target="web",state="BACKOFF",} 0.0
                dpm_target_state{target="web",state="EXITED",} 0.0
                dpm_target_state{target="web",state="FATAL",} 0.0
                dpm_target_state{target="web",state="WAITING",} 0.0
                dpm_target_state{target="worker",state="STOPPED",} 0.0
                dpm_target_state{target="worker",state="STARTING",} 0.0
                dpm_target_state{target="worker",state="RUNNING",} 0.0
                dpm_target_state{target="worker",state="STOPPING",} 0.0
                dpm_target_state{target="worker",state="BACKOFF",} 1.0
                dpm_target_state{target="worker",state="EXITED",} 0.0
                dpm_target_state{target="worker",state="FATAL",} 0.0
                dpm_target_state{target="worker",state="WAITING",} 0.0
                dpm_target_cpu_seconds_total{target="web",} 17.25
                dpm_target_cpu_cores{target="web",} 0.125
                dpm_target_cpu_threshold_cores{target="web",} 0.8
                dpm_target_cpu_threshold_cores{target="worker",} 0.8
                dpm_target_memory_bytes{target="web",} 2.22298112E8
                dpm_target_resident_memory_bytes{target="web",} 2.22298112E8
                dpm_target_memory_threshold_bytes{target="web",} 5.24288E8
                dpm_target_processes{target="web",} 2.0
                dpm_target_restarts_total{target="worker",reason="exit",} 6.0
                dpm_target_restarts_total{target="worker",reason="cpu",} 1.0
                dpm_target_breaches_total{target="web",threshold="cpu",} 1.0
                dpm_target_breaches_total{target="web",threshold="memory",} 0.0
                dpm_target_breaches_total{target="web",threshold="time_to_limit",} 0.0
                dpm_target_breaches_total{target="worker",threshold="cpu",} 0.0
                dpm_target_breaches_total{target="worker",threshold="memory",} 0.0
                dpm_target_breaches_total{target="worker",threshold="time_to_limit",} 0.0
                dpm_target_samples_missed_total{target="web",} 4.0
                dpm_target_samples_missed_total{target="worker",} 0.0
                dpm_target_start_time_seconds{target="web",} 1.795383962E9
                """.split("\n"));
    }

    @Test
    void a_check_has_its_last_result_and_its_runs_by_result() {
        operations.show(Views.checked("web", Outcome.FAILED), Views.checked("new", null));

        assertThat(scrape().lines().filter(line -> line.startsWith("dpm_target_check"))).containsExactlyInAnyOrder("""
                dpm_target_check_result{target="web",kind="http",} 0.0
                dpm_target_checks_total{target="web",kind="http",result="passed",} 0.0
                dpm_target_checks_total{target="web",kind="http",result="failed",} 3.0
                dpm_target_checks_total{target="web",kind="http",result="unknown",} 0.0
                dpm_target_checks_total{target="new",kind="http",result="passed",} 0.0
                dpm_target_checks_total{target="new",kind="http",result="failed",} 0.0
                dpm_target_checks_total{target="new",kind="http",result="unknown",} 0.0
                """.split("\n"));
    }

    @Test
    void the_series_of_a_removed_target_are_gone() {
        operations.show(Views.running("web"));
        assertThat(scrape()).contains("target=\"web\"");

        operations.show();

        assertThat(scrape()).doesNotContain("target=\"web\"").contains("dpm_runner_info");
    }

    @Test
    void promtool_has_nothing_to_object() throws IOException, InterruptedException {
        Path tool = Tool.PROMTOOL.orSkip();
        operations.show(Views.running("web"), Views.backoff("worker"), Views.checked("checked", Outcome.PASSED));
        String metrics = scrape();
        assertThat(metrics).contains("# HELP dpm_target_up ", "# TYPE dpm_target_restarts_total counter");
        Process promtool = new ProcessBuilder(tool.toString(), "check", "metrics").redirectErrorStream(true)
                .start();
        try {
            promtool.outputWriter(StandardCharsets.UTF_8).append(metrics).close();
            String objections = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(objections).isEmpty();
            assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(promtool.exitValue()).isZero();
        } finally {
            promtool.destroyForcibly();
        }
    }
}
