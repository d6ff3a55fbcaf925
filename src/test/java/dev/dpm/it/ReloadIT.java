package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code reload}: what changes with the file, and what does not. */
class ReloadIT {

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try {
            product.dpm("stop", "--yes").expect(0);
            assertThat(product.living()).isEmpty();
        } finally {
            product.close();
        }
    }

    private JsonNode target(String name) {
        return product.target(name).orElseThrow();
    }

    @Test
    void what_changed_is_changed_and_nothing_else() {
        product.file("dpm.yaml", """
                defaults: {start_seconds: 0}
                targets:
                  same:  {command: [sleep, "1000"]}
                  live:  {command: [sleep, "1000"], cpu_threshold: 50}
                  again: {command: [sleep, "1000"], cpu_threshold: 60}
                  gone:  {command: [sleep, "1000"]}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        product.dpm("start", "--name", "byhand", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long same = target("same").path("pid").asLong();
        long live = target("live").path("pid").asLong();
        long again = target("again").path("pid").asLong();
        long gone = target("gone").path("pid").asLong();
        long byHand = target("byhand").path("pid").asLong();

        product.file("dpm.yaml", """
                defaults: {start_seconds: 0}
                targets:
                  same:  {command: [sleep, "1000"]}
                  live:  {command: [sleep, "1000"], cpu_threshold: 55, memory_threshold: 1GiB}
                  again: {command: [sleep, "2000"], cpu_threshold: 60}
                  new:   {command: [sleep, "1000"]}
                """);
        Product.Result said = product.dpm("reload").expect(0);

        assertThat(said.out()).contains("live", "again", "gone", "new").doesNotContain("same", "byhand");
        assertThat(target("same").path("pid").asLong()).isEqualTo(same);
        assertThat(target("byhand").path("pid").asLong()).isEqualTo(byHand);
        assertThat(target("live").path("pid").asLong()).isEqualTo(live);
        assertThat(target("live").path("cpu_threshold_percent").asDouble()).isEqualTo(55);
        assertThat(target("live").path("memory_threshold_bytes").asLong()).isEqualTo(1L << 30);
        Product.await(Duration.ofSeconds(20), () -> {
            assertThat(target("again").path("pid").asLong()).isNotIn(0L, again);
            assertThat(target("again").path("state").asText()).isEqualTo("RUNNING");
            assertThat(target("new").path("state").asText()).isEqualTo("RUNNING");
            assertThat(product.target("gone")).isEmpty();
        });
        assertThat(target("again").path("command").asText()).endsWith("sleep 2000");
        assertThat(target("again").path("restarts_in_window").asInt()).isZero();
        assertThat(Product.isRunning(gone)).isFalse();
        assertThat(product.dpm("reload").expect(0).out()).contains("nothing has changed");
    }

    @Test
    void a_faulty_file_changes_nothing() {
        product.file("dpm.yaml", "targets:\n  a: {command: [sleep, '1000'], cpu_threshold: 50, start_seconds: 0}\n");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        long pid = target("a").path("pid").asLong();

        product.file("dpm.yaml", "targets:\n  a: {command: [sleep, '1000'],\n    cpu_threshold: lots}\n");
        Product.Result said = product.dpm("reload").expect(2);

        assertThat(said.err()).contains("dpm.yaml line 3", "'lots'", "allowed");
        assertThat(target("a").path("pid").asLong()).isEqualTo(pid);
        assertThat(target("a").path("cpu_threshold_percent").asDouble()).isEqualTo(50);
    }
}
