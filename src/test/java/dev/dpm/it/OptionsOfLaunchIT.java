package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests the options that decide how a target is launched. */
class OptionsOfLaunchIT {

    @AutoClose
    private static Targets targets;

    @BeforeAll
    static void start() {
        targets = new Targets();
    }

    private static Path file(String name) {
        return targets.product().folder().resolve(name);
    }

    @Test
    void process_name_runs_script_path_with_the_arguments_behind_the_dashes() {
        targets.start("p1", "--process_name", "bash", "--script_path", "probe.sh", "--env", "OUT=p1", "--", "one",
                "two words").expect(0);

        assertThat(targets.awaitFile("p1.args")).isEqualTo(file("probe.sh") + " one two words");
        assertThat(targets.target("p1").path("command").asText()).contains("/bash ");
    }

    @Test
    void the_hyphen_spelling_is_the_same_option() {
        targets.start("p2", "--process-name", "sh", "--script-path", "probe.sh", "--env", "OUT=p2", "--cpu-threshold",
                "123.5", "--memory-threshold=77", "--max-restarts", "-1").expect(0);

        JsonNode target = targets.target("p2");
        assertThat(target.path("command").asText()).contains("/sh ");
        assertThat(target.path("cpu_threshold_percent").asDouble()).isEqualTo(123.5);
        assertThat(target.path("memory_threshold_bytes").asLong()).isEqualTo(77L << 20);
        assertThat(target.path("max_restarts").asInt()).isEqualTo(-1);
    }

    @Test
    void a_script_with_an_interpreter_line_runs_by_itself() {
        targets.start("p3", "--script_path", "probe.sh", "--env", "OUT=p3").expect(0);

        assertThat(targets.target("p3").path("command").asText()).isEqualTo(file("probe.sh").toString());
    }

    @Needs(Tool.PYTHON)
    @Test
    void without_process_name_a_plain_script_is_run_by_python() {
        targets.product().file("plain.py", "import time\nprint('python it is', flush=True)\ntime.sleep(1000)\n");
        targets.start("p4", "--script_path", "plain.py").expect(0);

        assertThat(targets.target("p4").path("command").asText()).contains("/python").endsWith("/plain.py");
        Product.await(java.time.Duration.ofSeconds(20),
                () -> assertThat(Files.readString(targets.product().home().resolve("logs/targets/p4.log")))
                        .contains("python it is"));
    }

    @Test
    void a_name_left_out_comes_from_the_script() {
        targets.product().script("My Job.sh", "#!/bin/sh\nexec sleep 1000\n");
        targets.product().dpm("start", "--start_seconds", "0", "--script_path", "My Job.sh").expect(0);

        assertThat(targets.target("my-job").path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void cwd_is_the_targets_folder_else_the_callers() {
        file("elsewhere").toFile().mkdir();
        targets.start("p5", "--cwd", "elsewhere", "--env", "OUT=" + file("p5"), "--", "./probe.sh").expect(0);
        targets.start("p6", "--env", "OUT=p6", "--", "./probe.sh").expect(0);

        assertThat(targets.awaitFile("p5.cwd")).isEqualTo(file("elsewhere").toString());
        assertThat(targets.awaitFile("p6.cwd")).isEqualTo(targets.product().folder().toString());
    }

    @Test
    void env_goes_over_the_callers_environment() {
        targets.product().with("COLOUR", "red").with("SHAPE", "round");
        targets.start("p7", "--env", "OUT=p7", "--env", "COLOUR=blue = sky", "--env", "EMPTY=", "--", "./probe.sh")
                .expect(0);
        targets.product().with("COLOUR", null).with("SHAPE", null);

        targets.awaitFile("p7");
        assertThat(targets.awaitFile("p7.env").lines()).contains("COLOUR=blue = sky", "SHAPE=round", "EMPTY=");
        assertThat(targets.target("p7").toString()).as("values of variables are not shown").doesNotContain("sky");
    }

    @Test
    void output_goes_to_a_file_or_nowhere_and_stdin_is_empty() {
        targets.start("p8", "--env", "OUT=p8", "--output", "file", "--", "./probe.sh").expect(0);
        targets.start("p9", "--env", "OUT=p9", "--output", "null", "--stdin", "null", "--", "./probe.sh").expect(0);

        assertThat(targets.awaitFile("p8.stdout"))
                .isEqualTo(targets.product().home().resolve("logs/targets/p8.log").toString());
        assertThat(targets.awaitFile("p8.stdin")).isEqualTo("/dev/null");
        assertThat(targets.awaitFile("p9.stdout")).isEqualTo("/dev/null");
        assertThat(targets.product().home().resolve("logs/targets/p9.log")).doesNotExist();
    }

    @Test
    void output_inherit_goes_where_the_daemons_goes() {
        targets.start("p10", "--env", "OUT=p10", "--output", "inherit", "--", "./probe.sh").expect(0);

        assertThat(targets.awaitFile("p10.stdout"))
                .isEqualTo(targets.product().home().resolve("logs/daemon.out").toString());
    }

    @Test
    void start_seconds_is_how_long_a_target_must_live_to_be_running() {
        targets.product().dpm("start", "--name", "p11", "--start_seconds", "1.5", "--", "sleep", "1000").expect(0);

        JsonNode started = targets.awaitEvents("p11", "TargetStarted", 1).get(0);
        JsonNode running = targets.awaitEvents("p11", "TargetRunning", 1).get(0);
        assertThat(Targets.seconds(started, running)).isGreaterThanOrEqualTo(1.4);
    }
}
