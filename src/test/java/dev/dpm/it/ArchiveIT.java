package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests that a daemon writes a class archive, from which later daemons load their classes. */
class ArchiveIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @AutoClose("end")
    private final Product product = new Product().withoutFlags();
    private final Runner runner = new Runner(product);

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(product.home().resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private String daemon(String file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(runner.pid()), file), StandardCharsets.ISO_8859_1);
    }

    @Slow
    @Test
    void the_second_start_uses_what_the_first_daemon_had_made_and_has_less_memory_to_itself() throws IOException {
        product.dpm("start", "--name", "web", "--", "sleep", "1000").expect(0);
        assertThat(daemon("cmdline")).doesNotContain("SharedArchiveFile");
        Product.await(PATIENCE, () -> assertThat(archives()).hasSize(1));
        Path archive = archives().get(0);
        assertThat(Files.size(archive)).isGreaterThan(10 << 20);
        assertThat(archive.resolveSibling("training")).doesNotExist();
        awaitBooted();
        long before = anonymous();

        product.dpm("stop", "--yes").expect(0);
        product.dpm("start").expect(0);

        awaitBooted();
        assertThat(daemon("maps")).contains(archive.toString());
        long after = anonymous();
        System.out.println("ArchiveIT: anonymous memory KiB before " + before + ", with the archive " + after);
        assertThat(after).isLessThan(before);
        assertThat(daemon("cmdline")).contains("-XX:SharedArchiveFile=" + archive);
    }

    /**
     * Requests the state from the API, which starts the HTTP server, so that both daemons are measured with that
     * server.
     */
    private void awaitBooted() {
        runner.awaitState("web", "RUNNING");
        Product.await(PATIENCE,
                () -> assertThat(product.status().path("runner").path("console").asText()).isNotEmpty());
    }

    private long anonymous() throws IOException {
        String line = daemon("smaps_rollup").lines().filter(text -> text.startsWith("Anonymous:")).findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
