package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Tests workers that share their parent's memory, as under {@code gunicorn --preload}. */
class SharedMemoryIT extends SharedRunner {

    private static final long MIB = 1 << 20;

    @BeforeAll
    static void start_them_all() {
        product.file("prefork.py", """
                import gc, os, sys, time
                gc.freeze()
                preloaded = bytes(range(256)) * (100 << 12)
                grow = int(sys.argv[1])
                for worker in range(8):
                    if os.fork() == 0:
                        held = []
                        while True:
                            seen = sum(preloaded[::4096])
                            held.append(b"x" * (grow << 20))
                            time.sleep(1)
                os.wait()
                """);
        product.file("dpm.yaml", """
                defaults: {monitor_interval: 1, restart_interval: 0, process_name: python3, memory_threshold: 300}
                targets:
                  preloads: {script_path: prefork.py, args: ["0"]}
                  grows: {script_path: prefork.py, args: ["4"], max_restarts: 0}
                """);
        product.dpm("start", "--config", "dpm.yaml");
    }

    @Test
    void pages_that_workers_share_restart_nothing_and_both_sizes_are_shown() {
        // when the runner notices the growing target, it has judged as many samples of the other target
        runner.awaitEvents("grows", "ThresholdBreached", 1);
        Product.await(Runner.PATIENCE, () -> assertThat(limits("preloads").path("proportional_bytes").isNumber())
                .isTrue());

        JsonNode limits = limits("preloads");
        assertThat(limits.path("resident_bytes").asLong()).as("nine times 100 MiB").isGreaterThan(700 * MIB);
        assertThat(limits.path("proportional_bytes").asLong()).as("once 100 MiB, and nine interpreters")
                .isBetween(100 * MIB, 290 * MIB);
        assertThat(runner.story("preloads")).containsExactly("TargetStarted", "TargetRunning");
        assertThat(product.dpm("status", "preloads").all()).containsPattern(
                "memory +[0-9.]+ [MG]iB of 300.0 MiB \\([0-9.]+ [MG]iB resident, [0-9.]+ MiB proportional\\)");
        String table = product.dpm("status").out();
        assertThat(table).containsPattern("MEMORY +PSS +RESTARTS");
        assertThat(table).containsPattern("preloads: memory [0-9.]+ [MG]iB resident, [0-9.]+ MiB proportional: pages "
                + "that its processes share are counted in each of them, so this is no breach of 300.0 MiB");
        for (String page : List.of("", "targets/preloads")) {
            assertThat(runner.page(page).body()).as(page).containsPattern("\\([0-9.]+ MiB proportional\\)");
        }
    }

    @Test
    void what_the_workers_really_take_is_acted_upon() {
        JsonNode breach = runner.awaitEvents("grows", "ThresholdBreached", 1).get(0);

        assertThat(breach.path("message").asText()).matches("memory [0-9.]+ MiB > 300.0 MiB in 2 of 2 samples: .*");
        runner.awaitState("grows", "FATAL");
    }

    private static JsonNode limits(String name) {
        return runner.target(name).path("limits");
    }
}
