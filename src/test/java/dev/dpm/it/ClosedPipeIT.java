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

/** Tests commands that follow something when the reader of their output goes, as {@code head} and {@code grep -m1} do. */
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
}
