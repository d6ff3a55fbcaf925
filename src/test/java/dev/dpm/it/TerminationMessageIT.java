package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the termination message of a container, in a file that represents the one that kubelet mounts. */
class TerminationMessageIT {

    private Product product;
    private Path message;

    @BeforeEach
    void mount() throws IOException {
        product = new Product();
        message = Files.createFile(product.folder().resolve("termination-log"));
    }

    @AfterEach
    void end() {
        try (Product ending = product) {
            ending.dpm("stop", "--yes");
            assertThat(ending.living()).isEmpty();
        }
    }

    @Test
    void an_entrypoint_that_gives_up_leaves_the_reason_behind() throws IOException {
        product.dpm("run", "--max_restarts", "1", "--restart_interval", "0", "--termination_message", "termination-log",
                "--", "sh", "-c", "echo --password hunter2; sleep 1.2; exit 7").expect(70);

        assertThat(Files.readAllLines(message).get(0))
                .startsWith("sh: it was given up: gave up after 1 restart: ended with exit code 7");
        assertThat(message).content().doesNotContain("hunter2").contains("Incident: ");
    }

    @Test
    void an_attached_process_that_is_ended_has_the_reason_in_its_own_files_before_the_first_signal() throws Exception {
        Process somebodys = new ProcessBuilder("sleep", "1000").start();
        try {
            product.dpm("start", "app", "--attach", "--pid", somebodys.pid() + "", "--monitor_interval", "1",
                    "--memory_threshold", "100KiB", "--on_breach", "terminate", "--termination_message",
                    "/proc/{pid}/root" + message);

            Product.await(Runner.PATIENCE, () -> assertThat(somebodys.isAlive()).isFalse());
            Product.await(Runner.PATIENCE, () -> assertThat(message).content()
                    .startsWith("app: memory ").contains("> 100 KiB", "certain: "));
        } finally {
            somebodys.destroyForcibly();
        }
    }

    @Test
    void a_path_that_cannot_be_written_is_named_in_status_and_hinders_no_restart() {
        product.dpm("start", "web", "--restart_interval", "0", "--termination_message", "/no/such/folder/log", "--",
                "sh", "-c", "sleep 2; exit 7");

        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.dpm("status").out()).contains("termination message",
                    "/no/such/folder/log: no such file or folder");
            assertThat(product.dpm("events", "web").out()).contains("started as process").contains("exit code 7");
        });
    }

    @Test
    void a_path_that_cannot_be_written_is_told_by_a_runner_that_ends_with_its_only_target() throws IOException {
        Product.Result result = product.dpm("run", "--restart", "never", "--termination_message", "/no/such/folder/log",
                "--", "false").expect(1);

        assertThat(result.err()).contains("ERROR termination message: ", "/no/such/folder/log: no such file or folder");
        assertThat(Files.readString(product.home().resolve("state/events.jsonl")))
                .contains("/no/such/folder/log: no such file or folder");
    }

    /** The disk has no room for the last incident itself, either. */
    @Test
    void an_incident_that_cannot_be_recorded_is_told_by_a_runner_that_ends_with_its_only_target() throws IOException {
        Files.createDirectories(product.home());
        Files.createFile(product.home().resolve("incidents"));

        Product.Result result = product.dpm("run", "--restart", "never", "--", "false").expect(1);

        assertThat(result.err()).contains("ERROR incidents: ");
    }
}
