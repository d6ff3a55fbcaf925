package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests which changes {@code reload} makes, and what it restarts. */
class ReloadIT {

    @AutoClose("end")
    private final Product product = new Product();

    private JsonNode target(String name) {
        return product.target(name).orElseThrow();
    }

    @Slow
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
        // the command reload returned only after the restarts that it ordered
        assertThat(target("again").path("pid").asLong()).isNotIn(0L, again);
        assertThat(target("again").path("state").asText()).isEqualTo("RUNNING");
        assertThat(target("new").path("state").asText()).isEqualTo("RUNNING");
        assertThat(product.target("gone")).isEmpty();
        assertThat(target("again").path("command").asText()).endsWith("sleep 2000");
        assertThat(target("again").path("restarts_in_window").asInt()).isZero();
        assertThat(Product.isRunning(gone)).isFalse();
        assertThat(product.dpm("reload").expect(0).out()).contains("nothing has changed");
    }

    /** One target ends slowly, one takes long to become RUNNING, and one never becomes RUNNING. */
    @Slow
    @Test
    void it_returns_when_what_it_ordered_is_done() {
        product.script("slow.sh", """
                #!/bin/sh
                trap 'sleep 2; exit 0' TERM
                echo ready > slow.ready
                while :; do sleep 0.1; done
                """);
        product.file("dpm.yaml", """
                defaults: {start_seconds: 0}
                targets:
                  slow:  {command: [./slow.sh]}
                  again: {command: [./slow.sh], env: {LIFE: "1"}}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.folder().resolve("slow.ready")).exists());
        long again = target("again").path("pid").asLong();

        product.file("dpm.yaml", """
                defaults: {start_seconds: 0}
                targets:
                  again: {command: [./slow.sh], env: {LIFE: "2"}}
                  late:  {command: [sleep, "1000"], start_seconds: 2}
                """);
        Product.Result said = product.dpm("reload").expect(0);

        Runner runner = new Runner(product);
        assertThat(said.out()).contains("slow is stopped", "again is running", "late is running");
        assertThat(Product.isRunning(again)).isFalse();
        assertThat(runner.stateOf("late")).isEqualTo("RUNNING");
        assertThat(runner.status().path("targets")).hasSize(2);

        product.file("dpm.yaml", """
                defaults: {start_seconds: 0}
                targets:
                  again: {command: [./slow.sh], env: {LIFE: "2"}}
                  late:  {command: ["false"], start_seconds: 2, restart_interval: 60}
                """);
        assertThat(product.dpm("reload").expect(1).all()).contains("late: ended with exit code 1");
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
