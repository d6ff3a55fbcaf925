package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/**
 * Tests memory leaks in real cgroups: the runner's reaction before the kernel's OOM killer acts, and the incident after
 * an OOM kill.
 */
@Needs(Tool.PYTHON)
class MemoryLimitIT {

    private static final long LIMIT = 96L << 20;
    private static final List<String> NAMES = List.of("foreseen", "over", "killed", "steady");

    private static Product product;
    private static Runner runner;
    private static List<MemoryCgroup> groups = List.of();

    @BeforeAll
    static void start_them_all() {
        groups = NAMES.stream().map(name -> MemoryCgroup.of(name, LIMIT)).toList();
        product = new Product();
        runner = new Runner(product);
        product.file("leak.py", """
                import sys, time
                held, begun, done = [], time.monotonic(), 0.0
                while True:
                    due = (time.monotonic() - begun) * float(sys.argv[1])
                    held.append(bytearray(b"x") * int((due - done) * (1 << 20)))
                    done = due
                    time.sleep(0.1)
                """);
        product.file("dpm.yaml", """
                defaults: {monitor_interval: 1, memory_basis: cgroup, memory_threshold: "off", cpu_threshold: "off",
                           max_restarts: 0}
                targets:
                  foreseen: {act_before: 6, on_breach: stop, command: %s}
                  over: {memory_threshold: 60%%, breach_samples: 1, on_breach: stop, command: %s}
                  killed: {restart: never, command: %s}
                  steady: {command: %s}
                """.formatted(inside(0, 5), inside(1, 9), inside(2, 14), inside(3, 0)));
        product.dpm("start", "--config", "dpm.yaml");
    }

    private static String inside(int group, int mebibytesPerSecond) {
        return "[sh, -c, \"echo $$ > %s; exec python3 leak.py %d\"]".formatted(groups.get(group).door(),
                mebibytesPerSecond);
    }

    @AfterAll
    static void end_them_all() {
        if (product != null) {
            product.end();
        }
        groups.forEach(MemoryCgroup::close);
    }

    private static String breach(String name) {
        return runner.awaitEvents(name, "ThresholdBreached", 1).get(0).path("message").asText();
    }

    @Test
    void act_before_ends_a_leak_before_the_kernel_does() {
        assertThat(breach("foreseen")).contains("will reach the limit of 96.0 MiB in about");

        runner.awaitState("foreseen", "EXITED");
        assertThat(runner.events("foreseen", "TargetExited")).allMatch(exit -> exit.path("asked").asBoolean());
        assertThat(groups.get(0).oomKills()).isZero();
        assertThat(product.get(product.management() + "q/metrics", false).body())
                .containsPattern("dpm_target_breaches_total\\{target=\"foreseen\",threshold=\"time_to_limit\",?} 1");
    }

    @Test
    void a_threshold_in_percent_of_the_limit_ends_a_leak_before_the_kernel_does() {
        assertThat(breach("over")).contains("> 57.6 MiB (60 % of the limit of 96.0 MiB) in 1 of 1 sample");

        runner.awaitState("over", "EXITED");
        assertThat(groups.get(1).oomKills()).isZero();
        assertThat(runner.events("over", "MeasureNoted")).singleElement()
                .satisfies(note -> assertThat(note.path("message").asText())
                        .isEqualTo("the memory threshold is 60 % of the limit of 96.0 MiB, 57.6 MiB"));
    }

    @Test
    void an_end_by_the_kernel_is_called_so() {
        JsonNode exit = runner.awaitEvents("killed", "TargetExited", 1).get(0);

        assertThat(exit.path("evidence").asText()).isEqualTo("OOM kill seen");
        assertThat(exit.path("exit_signal").asText()).isEqualTo("KILL");
        assertThat(groups.get(2).oomKills()).isEqualTo(1);
        runner.awaitState("killed", "EXITED");
        assertThat(runner.target("killed").path("reason").asText()).contains("signal KILL, OOM kill seen");
    }

    @Test
    void the_incident_of_a_forecast_tells_the_trend_and_the_figures_of_its_cgroup() throws Exception {
        JsonNode incident = incident("foreseen");

        assertThat(incident.at("/verdict/cause").asText()).isEqualTo("FORECAST");
        assertThat(incident.at("/verdict/sentence").asText()).containsPattern(
                "memory .* will reach the limit of 96.0 MiB in about .*, act_before 6 s");
        assertThat(incident.at("/response/exit").asText()).isEqualTo("signal TERM");
        assertThat(incident.at("/evidence/cgroup").toString()).contains("memory.", Long.toString(LIMIT))
                .contains(groups.get(0).name());
    }

    @Test
    void the_incident_of_an_oom_kill_is_sure_and_has_what_the_last_samples_hold_of_its_cgroup() throws Exception {
        JsonNode incident = incident("killed");

        assertThat(incident.at("/verdict/cause").asText()).isEqualTo("OOM_KILL");
        assertThat(incident.at("/verdict/certainty").asText()).isEqualTo("CERTAIN");
        assertThat(incident.at("/verdict/sentence").asText())
                .startsWith("the kernel killed it for want of memory (OOM kill, signal KILL) after");
        assertThat(incident.at("/evidence/cgroup").toString()).contains("last sample", Long.toString(LIMIT));
    }

    private static JsonNode incident(String name) throws Exception {
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incident", name, "--json").out())
                .contains("\"complete\" : true"));
        return new ObjectMapper().readTree(product.dpm("incident", name, "--json").expect(0).out());
    }

    @Test
    void what_it_is_measured_by_and_against_is_told() {
        Product.await(Runner.PATIENCE, () -> {
            JsonNode limits = runner.target("steady").path("limits");
            assertThat(limits.path("memory_basis_in_force").asText()).isEqualTo("cgroup");
            assertThat(limits.path("memory_limit_bytes").asLong()).isEqualTo(LIMIT);
            assertThat(limits.path("working_set_bytes").asLong()).isBetween(1L << 20, LIMIT);
            assertThat(limits.path("time_to_limit_seconds").isNull()).as("no trend").isTrue();
        });
    }
}
