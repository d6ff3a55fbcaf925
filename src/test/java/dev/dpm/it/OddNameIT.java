package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests processes with hostile names (prctl(2), PR_SET_NAME): no name breaks a display or a file. */
@Needs(Tool.PYTHON)
class OddNameIT {

    private static final String NAMES_ITSELF = """
            #!/usr/bin/env python3
            import ctypes, os, subprocess, sys, time
            if len(sys.argv) == 1:
                subprocess.Popen([sys.executable, __file__, "child"])
            # PR_SET_NAME is 15
            ctypes.CDLL(None).prctl(15, b") S 1 (\\n\\xff<q9>", 0, 0, 0)
            print("named", flush=True)
            time.sleep(1000)
            """;

    @AutoClose
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @Test
    void a_process_with_an_odd_name_is_measured_shown_and_stopped() throws Exception {
        Path script = product.script("odd ) S 1 (\n<i>.py", NAMES_ITSELF);
        product.dpm("start", "--name", "odd", "--monitor_interval", "1", "--", script.toString()).expect(0);
        long pid = runner.pidOf("odd");
        Product.await(Runner.PATIENCE, () -> assertThat(
                Files.readString(Path.of("/proc/" + pid + "/comm"), StandardCharsets.ISO_8859_1))
                .startsWith(") S 1 (\n"));

        Product.await(Runner.PATIENCE, () -> {
            JsonNode target = runner.target("odd");
            assertThat(target.path("processes").asInt()).isEqualTo(2);
            assertThat(target.path("memory_bytes").asLong()).isPositive();
        });
        String[] table = product.dpm("status").expect(0).out().split("\n");
        assertThat(List.of(table)).as("one line for it").filteredOn(line -> line.contains("RUNNING")).singleElement()
                .satisfies(line -> assertThat(line).contains("odd", "" + pid));
        assertThat(product.dpm("events", "--json").expect(0).out().lines().toList()).isNotEmpty()
                .allSatisfy(line -> assertThat(Runner.parse(line).path("type").asText()).isNotEmpty());
        assertThat(product.get(runner.record("management") + "q/metrics", false).body().lines().toList())
                .allMatch(line -> line.startsWith("#") || line.matches("[a-z_]+(\\{.*})? [-+0-9.eENaIinf]+"));
        Product.Http page = product.get(runner.record("console") + "targets/odd", true);
        assertThat(page.code()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<q9>", "<i>");

        product.dpm("stop", "--yes").expect(0);
        assertThat(product.living()).isEmpty();
    }
}
