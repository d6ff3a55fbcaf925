package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests the options for a target's process properties by reading the properties back from the kernel. */
class OptionsOfBirthIT {

    private static final String FILE = """
            defaults: {start_seconds: 0, restart_interval: 0, rlimits: {core: 0, nofile: 300}}
            targets:
              plain: {command: [sleep, "1000"], rlimits: {nofile: 300}}
              born:
                command: [sleep, "1000"]
                umask: 0%s
                nice: 5
                oom_score_adj: 500
                cpu_affinity: 0
                rlimits: {nofile: "100:200", stack: 4MiB}
            """;

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    private long pid(String name) {
        JsonNode target = product.target(name).orElseThrow();
        assertThat(target.path("state").asText()).isEqualTo("RUNNING");
        return target.path("pid").asLong();
    }

    private static void assertBorn(long pid, String umask) {
        Path proc = Path.of("/proc/" + pid);
        assertThat(Targets.read(proc.resolve("limits"))).containsPattern("Max open files +100 +200 ")
                .containsPattern("Max stack size +4194304 +4194304 ").containsPattern("Max core file size +0 +0 ");
        assertThat(Targets.read(proc.resolve("oom_score_adj"))).startsWith("500");
        assertThat(Targets.read(proc.resolve("status"))).contains("Cpus_allowed_list:\t0\n", "Umask:\t" + umask + "\n");
        String stat = Targets.read(proc.resolve("stat"));
        assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]).as("nice").isEqualTo("5");
    }

    @Slow
    @Test
    void a_process_is_born_so_in_every_life_also_under_a_later_runner() {
        product.file("dpm.yaml", FILE.formatted("27"));
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        long plain = pid("plain");
        long first = pid("born");

        assertBorn(first, "0027");
        assertThat(Targets.read(Path.of("/proc/" + plain + "/limits"))).containsPattern("Max open files +300 +300 ")
                .containsPattern("Max core file size +0 +0 ");

        runner.kill();
        product.dpm("start").expect(0);
        assertThat(pid("born")).as("adopted").isEqualTo(first);
        Runner.kill(first, "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("born")).isNotIn(0L, first));
        long second = pid("born");
        assertBorn(second, "0027");

        product.file("dpm.yaml", FILE.formatted("77"));
        product.dpm("reload").expect(0);
        assertThat(pid("plain")).as("unchanged").isEqualTo(plain);
        assertThat(pid("born")).as("restarted").isNotEqualTo(second);
        assertBorn(pid("born"), "0077");
    }

    @Test
    void what_this_machine_cannot_give_is_said_before_anything_starts() {
        product.file("dpm.yaml", """
                targets:
                  a:
                    command: [sleep, "1000"]
                    cpu_affinity: 0,8000
                """);

        assertThat(product.dpm("check", "dpm.yaml").expect(2).all())
                .contains(
                        "dpm.yaml line 4: cpu_affinity '0,8000' names processor 8000, which this machine does not have");
        product.dpm("start", "--config", "dpm.yaml").expect(2);
        assertThat(product.living()).isEmpty();
    }
}
