package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests configuration files with includes, variables, and targets without autostart. */
class ConfigFileIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    private String state(String name) {
        return product.target(name).orElseThrow().path("state").asText();
    }

    private void conf(String name, String text) throws Exception {
        Files.createDirectories(product.folder().resolve("conf.d"));
        Files.writeString(product.folder().resolve("conf.d").resolve(name), text);
    }

    @Slow
    @Test
    void a_file_that_says_what_it_hardly_means_is_warned_about_and_started() {
        product.file("odd.yaml", """
                port: 0
                management_port: 0
                targets:
                  odd:
                    command: sleep 1000 ; true
                    cpu_threshold: 90
                    cpu_limit: 500m
                    start_seconds: 0
                    restart: never
                    watch: [/usr]
                    timezone: UTC
                """);

        for (Product.Result said : List.of(product.dpm("check", "odd.yaml").expect(0),
                product.dpm("start", "--config", "odd.yaml"), product.dpm("reload").expect(0),
                product.dpm("reload", "--rolling").expect(0))) {
            assertThat(said.err()).contains("WARNING odd.yaml line 5: command: no shell reads this line",
                    "WARNING odd.yaml line 6: cpu_threshold 90 is not below cpu_limit 500m",
                    "WARNING odd.yaml line 10: everything below '/usr' is watched",
                    "WARNING odd.yaml line 11: timezone has no effect without schedule or restart_schedule");
        }
        product.dpm("stop", "--yes").expect(0);
    }

    @Test
    void included_targets_start_but_those_that_wait_for_their_names_and_a_later_runner_knows_them_all()
            throws Exception {
        product.file("dpm.yaml", """
                include: conf.d/*.yaml
                defaults: {start_seconds: 0, nice: "${HOW_NICE}"}
                """);
        conf("web.yaml", "targets: {web: {command: [sleep, '1000'], env: {GREETING: 'hello ${WHOM:-world}'}}}\n");
        conf("tool.yaml", "targets: {tool: {command: [sleep, '1000'], autostart: false}}\n");

        assertThat(product.dpm("check", "dpm.yaml").expect(2).all())
                .contains("dpm.yaml line 2: nice needs the variable HOW_NICE, which is not set");
        product.with("HOW_NICE", "7");
        assertThat(product.dpm("check", "dpm.yaml").expect(0).all()).contains("2 targets, no faults");
        assertThat(product.dpm("start", "--config", "dpm.yaml").expect(0).all())
                .contains("tool is not started (autostart: false): `start tool` does");
        product.with("HOW_NICE", null);

        long web = runner.pidOf("web");
        assertThat(Targets.read(Path.of("/proc/" + web + "/environ"))).contains("GREETING=hello world\0");
        assertThat(Targets.read(Path.of("/proc/" + web + "/stat")).split("\\) ")[1].split(" ")[16]).isEqualTo("7");
        assertThat(state("tool")).isEqualTo("STOPPED");

        runner.kill();
        product.dpm("start").expect(0);
        assertThat(runner.pidOf("web")).as("adopted").isEqualTo(web);
        assertThat(state("tool")).as("still at rest").isEqualTo("STOPPED");

        product.dpm("start", "tool").expect(0);
        assertThat(state("tool")).isEqualTo("RUNNING");
        conf("more.yaml", "targets: {more: {command: [sleep, '1000']}}\n");
        assertThat(product.dpm("reload").expect(0).all()).contains("starting more").doesNotContain("web", "tool");
        Files.delete(product.folder().resolve("conf.d/tool.yaml"));
        assertThat(product.dpm("reload").expect(0).all()).contains("stopping tool, which the file no longer names");
        assertThat(runner.pidOf("web")).isEqualTo(web);
    }

    @Test
    void a_run_whose_targets_all_wait_for_their_names_ends() {
        product.file("dpm.yaml", "targets: {tool: {command: [sleep, '1000'], autostart: false}}\n");

        assertThat(product.dpm("run", "--config", "dpm.yaml").expect(0).all()).contains("every target is at rest");
        assertThat(product.living()).isEmpty();
    }
}
