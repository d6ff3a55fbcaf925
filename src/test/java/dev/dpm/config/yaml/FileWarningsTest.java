package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Requests;
import dev.dpm.config.resolve.Resolution;

/** Tests the warnings about parts of a file that are valid, but are probably mistakes. */
class FileWarningsTest {

    @TempDir
    Path folder;

    private Resolution load(String text) throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), text);
        return new SpecLoader().load(Requests.in(folder).flag("config", "dpm.yaml").variable("HOME", "/home/ann")
                .request());
    }

    @Test
    void what_only_a_shell_understands_is_named_with_its_line() throws IOException {
        Resolution resolution = load("""
                targets:
                  a:
                    command: sleep 1; sleep 2 >out
                  b: {command: [sleep, "1;"]}
                  c: {command: sh -c 'sleep 1; sleep 2'}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).hasSize(3);
        assertThat(resolution.targets().get(0).command()).endsWith("1;", "sleep", "2", ">out");
        assertThat(resolution.warnings()).singleElement().asString().isEqualTo("dpm.yaml line 3: command: no shell "
                + "reads this line, so the program gets ';', '>' as plain text; [sh, -c, '...'] is a command with a "
                + "shell, and quotes around such a word say that it is meant");
    }

    @Test
    void an_included_file_is_read_as_closely() throws IOException {
        Files.writeString(folder.resolve("more.yaml"), "targets: {a: {command: sleep $TIME}}\n");

        assertThat(load("include: [more.yaml]\n").warnings()).singleElement().asString()
                .startsWith("more.yaml line 1: command: no shell reads this line, so the program gets '$TIME'");
    }

    @Test
    void instances_share_their_warnings() throws IOException {
        Resolution resolution = load("""
                targets:
                  web:
                    command: [sleep, "1"]
                    instances: 3
                    cwd: /
                    watch: [.]
                    cpu_threshold: 150
                    cpu_affinity: 0
                """);

        assertThat(resolution.targets()).hasSize(3);
        assertThat(resolution.warnings()).satisfiesExactly(
                cpu -> assertThat(cpu).startsWith("dpm.yaml line 7: cpu_threshold 150 is not below cpu_affinity 0"),
                watch -> assertThat(watch).startsWith("dpm.yaml line 6: everything below '/' is watched"));
    }

    @Test
    void a_limit_that_attaches_knows_no_machine() throws IOException {
        Resolution resolution = load("""
                targets:
                  app: {attach: true, process_name: app, memory_threshold: 1000000GiB, memory_limit: 2000000GiB}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).isEmpty();
    }
}
