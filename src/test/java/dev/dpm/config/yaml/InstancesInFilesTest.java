package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.process.TargetName;

/** Tests {@code instances} in a file and on a command line, and each fault about it. */
class InstancesInFilesTest {

    @TempDir
    Path folder;

    private Resolution load(String text) {
        return new OneFile(folder).load(text);
    }

    private Resolution resolve(Map<String, String> flags, List<String> command) {
        return new OneFile(folder).resolve(flags, command);
    }

    private List<String> faults(String text) {
        return load(text).faults().stream().map(ConfigFault::toString).toList();
    }

    private static TargetSpec target(Resolution resolution, String name) {
        return resolution.targets().stream().filter(spec -> spec.name().equals(new TargetName(name))).findFirst()
                .orElseThrow();
    }

    @Test
    void each_instance_has_its_number_everywhere() throws IOException {
        Files.createDirectories(folder.resolve("work1"));
        Files.createDirectories(folder.resolve("work0"));

        Resolution resolution = load("""
                targets:
                  web:
                    instances: 2
                    command: [sleep, "100{instance}"]
                    cwd: work{instance}
                    env: {PORT: "800{instance}"}
                    http_check: http://127.0.0.1:800{instance}/healthz
                    pre_start: touch ready{instance}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).extracting(spec -> spec.name().value()).containsExactly("web-0", "web-1");
        TargetSpec second = target(resolution, "web-1");
        assertThat(second.command().get(1)).isEqualTo("1001");
        assertThat(second.cwd()).isEqualTo(folder.resolve("work1"));
        assertThat(second.environment()).containsEntry("PORT", "8001");
        assertThat(second.settings().text(Options.HTTP_CHECK)).contains("http://127.0.0.1:8001/healthz");
        assertThat(second.settings().text(Options.PRE_START)).contains("touch ready1");
        assertThat(second.instanceOf()).contains("web");
    }

    @Test
    void who_needs_a_target_with_instances_needs_each_of_them() {
        Resolution resolution = load("""
                targets:
                  db: {instances: 2, command: sleep 9, tcp_check: "127.0.0.1:543{instance}"}
                  web: {command: sleep 9, depends_on: {db: healthy}}
                  api: {command: sleep 9, instances: 2, depends_on: ["db-{instance}", web]}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(target(resolution, "web").dependencies()).hasToString("db-0:healthy, db-1:healthy");
        assertThat(target(resolution, "api-1").dependencies()).hasToString("db-1:started, web:started");
    }

    @Test
    void the_defaults_of_a_file_may_say_the_number() {
        Resolution resolution = load("""
                defaults: {instances: 2}
                targets:
                  web: {command: sleep 9}
                  one: {command: sleep 9, instances: 1}
                """);

        assertThat(resolution.targets()).extracting(spec -> spec.name().value())
                .containsExactly("web-0", "web-1", "one-0");
    }

    @Test
    void a_wrong_number_is_the_only_fault() {
        assertThat(faults("""
                targets:
                  web:
                    instances: many
                    command: [sleep, "100{instance}"]
                    env: {PORT: "800{instance}"}
                    http_check: http://127.0.0.1:800{instance}/healthz
                    pre_start: touch ready{instance}
                  front: {command: sleep 9, depends_on: [web]}
                """)).singleElement().asString().contains("dpm.yaml line 3", "'many' is not allowed");
    }

    @Test
    void a_fault_of_yaml_is_a_whole_sentence() {
        assertThat(faults("targets: {web: [")).singleElement().asString()
                .startsWith("dpm.yaml line 1: YAML does not allow what stands here: ");
        assertThat(faults("")).singleElement().asString().startsWith("dpm.yaml: the file is empty");
    }

    @Test
    void what_cannot_be_is_a_fault_with_its_line() {
        String longName = "a".repeat(62);

        assertThat(faults("targets:\n  web: {command: sleep 9, instances: 0}\n")).singleElement().asString()
                .contains("dpm.yaml line 2", "instances", "'0' is not allowed", "from 1 to 1000");
        assertThat(faults("targets:\n  web: {command: sleep 9, instances: 10000}\n")).singleElement().asString()
                .contains("from 1 to 1000");
        assertThat(faults("targets:\n  " + longName + ": {command: sleep 9, instances: 2}\n")).singleElement()
                .asString().contains("dpm.yaml line 2", "is too long for its instances");
        assertThat(faults("targets:\n  web: {command: sleep 9, env: {PORT: '80{instance}'}}\n")).singleElement()
                .asString().contains("dpm.yaml line 2", "env: {instance} is known only in a target with instances");
        assertThat(faults("targets:\n  web: {command: [sleep, '{instance}']}\n")).singleElement().asString()
                .contains("the command of web: {instance} is known only in a target with instances");
        assertThat(faults("defaults: {env: {A: '{instance}'}}\ntargets:\n  web: {command: sleep 9, instances: 2}\n"))
                .singleElement().asString().contains("dpm.yaml line 1", "not in defaults");
        assertThat(faults("targets:\n  web: {command: sleep 9, instances: 2}\n  web-1: {command: sleep 9}\n"))
                .singleElement().asString().contains("'web-1' is not allowed", "has it already");
    }

    @Test
    void a_command_line_makes_instances_too() {
        Resolution resolution = resolve(Map.of("name", "web", "instances", "3", "http_check",
                "http://127.0.0.1:800{instance}/"), List.of("sleep", "10{instance}"));

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).extracting(spec -> spec.name() + " " + spec.command().get(1))
                .containsExactly("web-0 100", "web-1 101", "web-2 102");
        assertThat(target(resolution, "web-2").settings().text(Options.HTTP_CHECK)).contains("http://127.0.0.1:8002/");
    }

    @Test
    void a_command_line_is_told_what_it_lacks() {
        assertThat(resolve(Map.of("instances", "3"), List.of("sleep", "9")).faults()).singleElement().asString()
                .contains("--instances", "without a name", "together with --name");
        assertThat(resolve(Map.of("name", "web"), List.of("sleep", "{instance}")).faults()).singleElement().asString()
                .contains("-- COMMAND", "{instance} is known only in a target with instances");
        assertThat(resolve(Map.of("name", "web", "instances", "0"), List.of("sleep", "9")).faults()).isNotEmpty()
                .first().asString().contains("from 1 to 1000");
    }
}
