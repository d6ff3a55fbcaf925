package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a daemon's own output, which thread dumps fill, has a bound within one life of the daemon. */
class DaemonOutputIT {

    private static final int MOST_DUMPS = 400;
    private static final String NOTE = "dpm-runner deleted older lines here";

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void leave_nothing_behind() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    @Test
    void a_series_of_thread_dumps_does_not_fill_the_disk() throws Exception {
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        Path output = product.home().resolve("logs/daemon.out");
        long pid = runner.pid();

        int dumps = 0;
        long written = 0;
        while (!Files.readString(output).contains(NOTE)) {
            assertThat(dumps++).as("dumps without a deletion, size %s", Files.size(output)).isLessThan(MOST_DUMPS);
            long before = Files.size(output);
            Runner.kill(pid, "QUIT");
            Product.await(Runner.PATIENCE, () -> assertThat(hasGrown(output, before)).isTrue());
            written += Math.max(0, Files.size(output) - before);
        }

        assertThat(written).isGreaterThan(1 << 20);
        Product.await(Runner.PATIENCE, () -> assertThat(Files.size(output)).isLessThan(1 << 20));
        assertThat(Files.readString(output)).as("the newest dumps are there").contains("Full thread dump")
                .doesNotContain("\0");
        assertThat(runner.pid()).isEqualTo(pid);
        assertThat(runner.target("web").path("state").asText()).isEqualTo("RUNNING");
    }

    private static boolean hasGrown(Path output, long before) throws IOException {
        return Files.size(output) > before || Files.readString(output).contains(NOTE);
    }
}
