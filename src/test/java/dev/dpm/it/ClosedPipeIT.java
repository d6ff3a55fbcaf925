package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests commands that print until they are stopped, when the reader of their output ends, as {@code head} and {@code
 * grep -m1} do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedPipeIT {

    private final Product product = new Product();

    @BeforeAll
    void start() {
        String loop = "while :; do echo ready; sleep 0.1; done";
        product.dpm("start", "--name", "web", "--", "sh", "-c", loop).expect(0);
        product.dpm("start", "--name", "db", "--", "sleep", "1000").expect(0);
        product.dpm("start", "--name", "job", "--restart_interval", "0", "--backoff_max", "0", "--max_restarts", "-1",
                "--start_seconds", "0", "--", "sh", "-c", "sleep 0.5; exit 1").expect(0);
    }

    @AfterAll
    void leave_nothing_behind() {
        product.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs web -f", "logs db web -f", "logs web -f --grep ready", "logs web -f --raw",
            "status --watch=0.2", "status --watch=0.2 --json", "events -f", "events job -f --json"})
    void they_end(String command) throws Exception {
        Process following = product.builder(command.split(" ")).redirectInput(new File("/dev/null")).start();
        try {
            assertThat(following.getInputStream().read()).isPositive();

            following.getInputStream().close();

            assertThat(following.waitFor(60, TimeUnit.SECONDS)).as("`dpm %s` ends", command).isTrue();
            assertThat(new String(following.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        } finally {
            following.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status --json", "status web", "events", "events --json", "logs web", "incidents",
            "--help", "status --help", "--version", "completion bash", "restart db",
            "status --watch=0.2", "logs web -f", "events -f"})
    void an_answer_that_a_full_disk_refuses_is_a_failure(String command) throws Exception {
        Process full = product.builder(command.split(" ")).redirectInput(new File("/dev/null"))
                .redirectOutput(new File("/dev/full")).start();
        try {
            assertThat(full.waitFor(60, TimeUnit.SECONDS)).as("`dpm %s` ends", command).isTrue();
            assertThat(new String(full.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("the answer cannot be written to stdout: No space left on device");
            assertThat(full.exitValue()).isEqualTo(1);
        } finally {
            full.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "status", "events", "completion bash"})
    void a_reader_that_has_seen_enough_is_no_failure(String command) throws Exception {
        Process piped = product.builder(command.split(" ")).redirectInput(new File("/dev/null")).start();
        try {
            piped.getInputStream().close();

            assertThat(piped.waitFor(60, TimeUnit.SECONDS)).as("`dpm %s` ends", command).isTrue();
            assertThat(new String(piped.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
            assertThat(piped.exitValue()).isLessThan(2);
        } finally {
            piped.destroyForcibly();
        }
    }
}
