package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/**
 * Tests three layers of targets of one file, each dependent on the next: ordered start, a killed target, a killed
 * runner, ordered stop.
 */
class StartOrderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FILE = """
            defaults: {cpu_threshold: off, memory_threshold: off, restart_interval: 0, stop_grace: 20}
            targets:
              db: {script_path: layer.sh, args: [db], exec_check: "test -e db.up", check_interval: 1, ready: check}
              migrate: {command: [sh, -c, "sleep 1"], restart: never, depends_on: {db: healthy}}
              api: {script_path: layer.sh, args: [api], depends_on: {db: healthy, migrate: completed}, restart_with: true}
              web: {script_path: layer.sh, args: [web], depends_on: [api]}
            """;

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            Product.await(Duration.ofSeconds(10), () -> assertThat(product.living()).isEmpty());
        }
    }

    private void states(String expected) {
        Product.await(PATIENCE, () -> assertThat(product.status().path("targets")).isNotEmpty()
                .extracting(target -> target.path("name").asText() + " " + target.path("state").asText())
                .containsExactlyInAnyOrder(expected.split(", ")));
    }

    private long pid(String name) {
        return product.target(name).orElseThrow().path("pid").asLong();
    }

    private List<String> order(String type) {
        return List.of("db", "migrate", "api", "web").stream().flatMap(name -> product.events(name, type).stream())
                .sorted((one, other) -> Long.compare(sequence(one), sequence(other)))
                .map(event -> event.path("target").asText()).toList();
    }

    private static long sequence(JsonNode event) {
        return event.path("sequence").asLong();
    }

    /**
     * If a target deep in a chain of dependencies is dead, the reason is shown for all targets above it too, and no
     * start waits forever.
     */
    @Test
    void a_start_returns_where_the_end_of_a_chain_is_hopeless() {
        product.file("dpm.yaml", """
                defaults: {restart: never}
                targets:
                  db: {command: [sh, -c, "exit 3"]}
                  api: {command: [sleep, "1000"], depends_on: [db]}
                  web: {command: [sleep, "1000"], depends_on: [api]}
                """);

        assertThat(product.dpm("start", "--config", "dpm.yaml").expect(1).all())
                .contains("web waits for api, which is WAITING (waits for db, which is EXITED");
        assertThat(product.dpm("start", "web").expect(1).all()).contains("start db");
    }

    @Test
    void the_last_words_of_a_dependency_are_those_of_its_new_launch() {
        product.file("dpm.yaml", """
                defaults: {restart: never}
                targets:
                  db: {command: [sh, -c, "echo said; exit 3"]}
                  web: {command: [sleep, "1000"], depends_on: [db]}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(1);

        for (String command : new String[]{"start", "restart"}) {
            assertThat(product.dpm(command, "web").expect(1).all()).as(command).containsOnlyOnce("  said");
        }
    }

    /**
     * Each target depends on all targets of the layer before. The text that says why a target waits must not grow with the number of
     * paths of dependencies from the last layer to the first, which is 5^9.
     */
    @Slow
    @Test
    void many_layers_start_and_stop() {
        StringBuilder file = new StringBuilder("defaults: {start_seconds: 0}\ntargets:\n");
        for (int layer = 0; layer < 10; layer++) {
            for (int each = 0; each < 5; each++) {
                String below = "t%d-0, t%d-1, t%d-2, t%d-3, t%d-4".replace("%d", String.valueOf(layer - 1));
                file.append("  t%d-%d: {command: [sleep, '1000'], depends_on: [%s]}%n".formatted(layer, each,
                        layer == 0 ? "" : below));
            }
        }
        product.file("dpm.yaml", file.toString());

        product.dpm("start", "--config", "dpm.yaml").expect(0);
        assertThat(product.status().path("targets")).hasSize(50)
                .allMatch(target -> target.path("state").asText().equals("RUNNING"));
        product.dpm("stop", "t0-0", "--yes").expect(0);
        assertThat(product.target("t9-4").orElseThrow().path("state").asText()).isEqualTo("STOPPED");
    }

    @Slow
    @Test
    void three_layers_start_in_order_survive_a_kill_of_one_and_of_the_runner_and_stop_in_order() {
        product.script("layer.sh", "#!/bin/sh\nsleep 2\ntouch $1.up\nexec sleep 1000\n");
        product.file("dpm.yaml", FILE);

        Product.Result started = product.dpm("start", "--config", "dpm.yaml");

        assertThat(started.code()).as(started.all()).isZero();
        assertThat(order("TargetStarted")).containsExactly("db", "migrate", "api", "web");
        states("db RUNNING, migrate EXITED, api RUNNING, web RUNNING");
        Product.Result refused = product.dpm("stop", "db");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("web, api depend on db and are stopped first", "--yes");

        long api = pid("api");
        long web = pid("web");
        ProcessHandle.of(pid("db")).orElseThrow().destroyForcibly();
        Product.await(PATIENCE, () -> assertThat(pid("api")).isNotIn(0L, api));
        states("db RUNNING, migrate EXITED, api RUNNING, web RUNNING");
        assertThat(pid("web")).as("web has no restart_with").isEqualTo(web);

        Map<String, Long> before = List.of("db", "api", "web").stream().collect(Collectors.toMap(n -> n, this::pid));
        long runner = product.status().path("runner").path("pid").asLong();
        ProcessHandle.of(runner).orElseThrow().destroyForcibly();
        Product.await(PATIENCE, () -> assertThat(Product.isRunning(runner)).isFalse());
        Product.Result again = product.dpm("start");
        assertThat(again.code()).as(again.all()).isZero();
        states("db RUNNING, migrate EXITED, api RUNNING, web RUNNING");
        before.forEach((name, process) -> assertThat(pid(name)).as(name).isEqualTo(process));

        Product.Result stopped = product.dpm("stop", "db", "--yes");
        assertThat(stopped.code()).as(stopped.all()).isZero();
        states("db STOPPED, migrate EXITED, api STOPPED, web STOPPED");
        List<String> ends = order("TargetStopped");
        assertThat(ends.subList(ends.size() - 3, ends.size())).containsExactly("web", "api", "db");
    }
}
