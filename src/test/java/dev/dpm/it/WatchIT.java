package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests targets that the runner restarts when their files change. */
class WatchIT {

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void nothing_is_left() {
        product.endInTime();
    }

    private void running(long but) {
        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.target("web").path("state").asText()).isEqualTo("RUNNING");
            assertThat(runner.target("web").path("pid").asLong()).isNotEqualTo(but);
        });
    }

    @Test
    void a_change_launches_it_anew_and_the_reason_names_the_file() throws Exception {
        product.file("src/app.py", "print(1)");
        Files.createSymbolicLink(product.folder().resolve("current"), Path.of("src"));
        product.file("dpm.yaml", """
                targets:
                  web:
                    command: [sleep, "1000"]
                    cwd: current
                    start_seconds: 0
                    max_restarts: 0
                    watch: ["**/*.py"]
                    watch_debounce: 0.1
                """);
        product.dpm("check", "dpm.yaml").expect(0);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        long first = runner.pidOf("web");

        // the runner begins to watch the folders a moment after the launch, so the test changes the file repeatedly
        Product.await(Runner.PATIENCE, () -> {
            product.file("src/app.py", "print(2)");
            assertThat(runner.pidOf("web")).isNotEqualTo(first);
        });
        running(first);
        assertThat(product.dpm("status", "web").out()).contains("app.py changed");
        assertThat(product.dpm("events", "web").out()).contains("app.py changed");
        assertThat(runner.target("web").path("restarts_by_reason").path("watch").asInt()).isPositive();

        long second = runner.pidOf("web");
        product.file("src/deep/new.py", "");
        running(second);
        long third = runner.pidOf("web");
        product.file("src/readme.txt", "");
        product.file("src/__pycache__/app.py", "");
        product.file("src/last.py", "");
        running(third);
        assertThat(product.dpm("events", "web").out()).contains("last.py changed").doesNotContain("__pycache__");
    }

    @Test
    void what_cannot_be_watched_is_a_fault_of_the_file() {
        product.file("dpm.yaml", """
                targets:
                  job: {command: [sleep, "1000"], schedule: "@daily", watch: [src]}
                  web: {command: [sleep, "1000"], watch_action: reload}
                """);

        assertThat(product.dpm("check", "dpm.yaml").expect(2).err()).contains("dpm.yaml line 2: watch is not allowed "
                + "together with schedule",
                "dpm.yaml line 3: watch_action 'reload' needs reload_signal or "
                        + "reload_command");
    }
}
