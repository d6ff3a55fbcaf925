package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Requests;
import dev.dpm.config.Resolution;
import dev.dpm.config.TargetSpec;

class SpecLoaderTest {

    @TempDir
    Path folder;

    private Resolution load(Requests request) {
        return new SpecLoader().load(request.request());
    }

    @Test
    void takes_every_target_of_the_file() throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), """
                port: 9500
                defaults: {env: {A: 1}}
                targets:
                  one: {command: sleep 60}
                  two: {command: [sleep, "61"], env: {B: 2}}
                """);

        Resolution resolution = load(Requests.in(folder).variable("DPM_CONFIG", "dpm.yaml"));

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.runner().port()).isEqualTo(9500);
        assertThat(resolution.runner().configFile()).contains(folder.resolve("dpm.yaml"));
        assertThat(resolution.targets()).extracting(spec -> spec.name().value()).containsExactly("one", "two");
        TargetSpec two = resolution.targets().get(1);
        assertThat(two.command()).hasSize(2).endsWith("61");
        assertThat(two.environment()).containsAllEntriesOf(Map.of("A", "1", "B", "2"));
    }

    @Test
    void finds_the_faults_of_file_and_request_together() throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), """
                prt: 9500
                targets:
                  one: {command: sleep 60, max_restarts: many, cwd: nowhere}
                """);

        Resolution resolution = load(Requests.in(folder).flag("config", "dpm.yaml").flag("port", "x"));

        assertThat(resolution.faults()).extracting(ConfigFault::place).containsExactly("dpm.yaml line 1",
                "dpm.yaml line 3", "--port", "dpm.yaml line 3");
        assertThat(resolution.missing()).isEmpty();
    }

    @Test
    void a_file_that_is_missing_is_the_only_fault() {
        Resolution resolution = load(Requests.in(folder).flag("config", "none.yaml"));

        assertThat(resolution.faults()).singleElement().asString().contains(folder + "/none.yaml does not exist",
                "allowed for --config and check: a readable YAML file");
        assertThat(resolution.missing()).isEmpty();
        assertThat(resolution.targets()).isEmpty();
    }

    @Test
    void without_a_file_there_is_one_target() {
        Resolution resolution = load(Requests.in(folder).command("sleep", "60"));

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.targets()).hasSize(1);
        assertThat(resolution.runner().configFile()).isEmpty();
    }
}
