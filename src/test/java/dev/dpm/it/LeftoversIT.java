package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Tests that a runner writes only into its home and leaves nothing in the folder for temporary files, however the
 * runner ends.
 */
class LeftoversIT {

    @Test
    void nothing_is_left_in_the_temporary_folder_by_pages_health_metrics_and_a_kill() throws IOException {
        try (Product product = new Product()) {
            Path temporary = Files.createDirectory(product.folder().resolve("temporary"));
            Runner runner = new Runner(product);
            product.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary)
                    .dpm("start", "--name", "web", "--console", "on", "--start_seconds", "0.1", "--", "sleep", "1000")
                    .expect(0);
            Product.await(Runner.PATIENCE, () -> assertThat(runner.health("live")).isEqualTo(200));
            assertThat(product.get(runner.record("console") + "login", false).code()).isEqualTo(200);
            assertThat(product.get(runner.record("management") + "q/metrics", false).code()).isEqualTo(200);
            // SIGKILL gives a runner no chance to delete files
            Runner.kill(runner.pid(), "KILL");
            assertThat(below(temporary)).isEmpty();

            product.dpm("start").expect(0);
            product.dpm("stop", "--yes").expect(0);
            assertThat(below(temporary)).isEmpty();
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).toList();
        }
    }
}
