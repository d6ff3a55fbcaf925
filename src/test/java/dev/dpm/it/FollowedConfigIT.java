package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/**
 * Tests a sidecar that follows a mounted ConfigMap: the ConfigMap comes late, is replaced, has a fault, or is removed.
 */
@Slow
class FollowedConfigIT {

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private Process target;
    private Process sidecar;

    @BeforeEach
    void begin() throws IOException {
        target = new ProcessBuilder("bash", "-c", "exec -a dpmit-followed sleep 1004").start();
        Files.createDirectory(mount());
        product.with("DPM_MAX_RESTARTS", "5").with("DPM_STOP_GRACE", "20");
    }

    @AfterEach
    void end() throws Exception {
        try (product) {
            if (sidecar != null) {
                Runner.kill(sidecar.pid(), "TERM");
                sidecar.waitFor();
            }
            assertThat(target.isAlive()).as("a sidecar lets its target go").isTrue();
        } finally {
            target.destroyForcibly();
        }
    }

    private Path mount() {
        return product.folder().resolve("config");
    }

    private void run() {
        sidecar = product.background(product.folder().resolve("run.out"), "run", "--attach", "--name=app",
                "--match=dpmit-followed", "--console=off", "--monitor_interval=1", "--config=config/dpm.yaml",
                "--follow_config");
        runner.awaitState("app", "RUNNING");
        assertThat(runner.pidOf("app")).isEqualTo(target.pid());
    }

    /**
     * Replaces the files as a kubelet does: writes a new folder, and then points the one symbolic link to that folder.
     */
    private void bring(String folder, String text) throws IOException {
        Path data = Files.createDirectory(mount().resolve(folder));
        Files.writeString(data.resolve("dpm.yaml"), text);
        Path link = Files.createSymbolicLink(mount().resolve("..data_tmp"), Path.of(folder));
        Files.move(link, mount().resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSymbolicLink(mount().resolve("dpm.yaml"))) {
            Files.createSymbolicLink(mount().resolve("dpm.yaml"), Path.of("..data", "dpm.yaml"));
        }
    }

    private void awaitMaxRestarts(int expected) {
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("app").path("max_restarts").asInt()).isEqualTo(expected));
    }

    @Test
    void a_file_that_comes_late_and_changes_reaches_the_running_sidecar() throws IOException {
        run();
        awaitMaxRestarts(5);

        bring("..1", "defaults: {max_restarts: 7}\n");
        awaitMaxRestarts(7);
        bring("..2", "defaults: {max_restarts: 8, of_tomorrow: 1}\n");
        Product.await(Runner.PATIENCE, () -> assertThat(log()).contains("dpm.yaml line 1: 'of_tomorrow' is not a key"));
        assertThat(runner.target("app").path("max_restarts").asInt()).as("a file with a fault changes nothing")
                .isEqualTo(7);
        bring("..3", "defaults: {stop_grace: 30}\n");
        awaitMaxRestarts(5);

        assertThat(runner.pidOf("app")).as("nothing is restarted").isEqualTo(target.pid());
        assertThat(runner.target("app").path("restarts").asInt()).isZero();
    }

    @Test
    void a_sidecar_beside_a_broken_file_supervises_by_its_flags_and_variables() throws IOException {
        bring("..1", "defaults: [\n");
        run();
        awaitMaxRestarts(5);
        assertThat(log()).contains("dpm.yaml is not used until it is sound; flags and environment hold until then");

        bring("..2", "defaults: {max_restarts: 9}\n");
        awaitMaxRestarts(9);
        Files.delete(mount().resolve("dpm.yaml"));
        bring("..3", "defaults: {max_restarts: 6}\n");
        awaitMaxRestarts(6);
    }

    private String log() throws IOException {
        return Files.readString(product.folder().resolve("run.out"));
    }
}
