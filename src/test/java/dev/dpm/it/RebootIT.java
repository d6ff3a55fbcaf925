package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests the runner's records after a reboot, when the pids in them belong to other processes or to none. */
class RebootIT {

    private static final String EARLIER = "00000000-0000-4000-8000-000000000000";

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private Process stranger;

    /**
     * Simulates a reboot: kills all processes and changes the records as if every pid now belonged to another program's
     * process.
     */
    @BeforeEach
    void boot() throws IOException {
        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--restart_interval", "0.1", "--max_restarts",
                "2", "--", "sleep", "1000").expect(0);
        Runner.kill(runner.pidOf("web"), "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("web").path("restarts").asInt()).isEqualTo(1));
        runner.awaitState("web", "RUNNING");
        product.dpm("start", "--name", "idle", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        product.dpm("stop", "idle", "--yes").expect(0);
        long web = runner.pidOf("web");
        runner.kill();
        Runner.kill(web, "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
        stranger = new ProcessBuilder("sleep", "1000").start();
        Map<String, String> identity = Map.of("pid", stranger.pid() + "", "start_ticks", startTicks(stranger.pid()),
                "process_boot_id", EARLIER, "boot_id", EARLIER);
        StateFile.of(product, "web").change(identity);
        StateFile.of(product, "idle").change(Map.of("boot_id", EARLIER));
        Path record = product.home().resolve("daemon.properties");
        String text = Runner.read(record);
        for (Map.Entry<String, String> entry : identity.entrySet()) {
            text = text.replaceFirst("(?m)^" + entry.getKey() + "=.*$", entry.getKey() + "=" + entry.getValue());
        }
        Files.writeString(record, text);
        Files.writeString(product.home().resolve("dpm.pid"), stranger.pid() + "\n");
    }

    @AfterEach
    void the_stranger_lives() {
        try (product) {
            product.dpm("stop", "--yes").expect(0);
            assertThat(product.living()).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private static String startTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    @Test
    void nothing_is_adopted_and_what_was_wanted_starts_anew_with_a_fresh_budget() {
        assertThat(product.dpm("status").expect(3).out()).doesNotContain("unsupervised");

        product.dpm("start").expect(0);

        runner.awaitState("web", "RUNNING");
        assertThat(runner.target("web").path("adopted").asBoolean()).isFalse();
        assertThat(runner.pidOf("web")).isNotEqualTo(stranger.pid());
        assertThat(runner.target("web").path("restarts_in_window").asInt()).isZero();
        assertThat(runner.events("web", "TargetAdopted")).isEmpty();
        assertThat(runner.stateOf("idle")).isEqualTo("STOPPED");
        assertThat(product.living()).hasSize(2);
    }

    @Slow
    @Test
    void stop_finds_nothing_and_signals_nobody() {
        assertThat(product.dpm("stop", "--yes").expect(0).out()).contains("nothing is running");
        assertThat(List.of("daemon.properties", "dpm.pid")).noneMatch(name -> Files.exists(product.home().resolve(
                name)));
    }
}
