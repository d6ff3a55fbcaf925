package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Requests;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;

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

    private Requests attached() {
        return Requests.in(folder).flag("attach", "true").flag("name", "app").flag("match", "app:api")
                .flag("config", "dpm.yaml").variable("DPM_MAX_RESTARTS", "8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: [", "defaults: {max_restarts: many}", "defaults: {of_tomorrow: 1}", "[]",
            "targets: {web: {command: sleep 1}}", "-"})
    void a_runner_that_follows_its_file_attaches_without_it_until_it_is_sound(String text) throws IOException {
        if (!text.equals("-")) {
            Files.writeString(folder.resolve("dpm.yaml"), text);
        }

        Resolution resolution = load(attached().flag("follow_config", "true"));

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).last().asString()
                .endsWith("/dpm.yaml is not used until it is sound; flags and environment hold until then");
        assertThat(resolution.targets()).singleElement().satisfies(spec -> {
            assertThat(spec.restarts().max()).isEqualTo(8);
            assertThat(spec.source()).contains(folder.resolve("dpm.yaml"));
        });
        assertThat(load(attached()).faults()).as("without follow_config it is a fault").isNotEmpty();
    }

    @Test
    void a_runner_that_follows_its_file_is_not_started_with_flags_that_have_faults() {
        assertThat(load(attached().flag("follow_config", "true").flag("monitor_interval", "never")).faults())
                .extracting(ConfigFault::place).contains("--monitor_interval");
    }

    @Test
    void a_file_beside_attach_needs_no_targets() throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), "defaults: {max_restarts: 5}\n");

        Resolution resolution = load(attached());

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).isEmpty();
        assertThat(resolution.targets().get(0).restarts().max()).isEqualTo(5);
    }

    private Resolution loadAfter(String earlier, Requests request) {
        return new SpecLoader().load(request.request().after(Optional.of(folder.resolve(earlier))));
    }

    @Test
    void the_file_of_the_last_runner_gives_the_runners_options_and_no_target() throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), """
                port: 9500
                management_port: 9501
                log_level: DEBUG
                defaults: {max_restarts: 7}
                targets:
                  one: {command: sleep 60}
                """);

        Resolution resolution = loadAfter("dpm.yaml",
                Requests.in(folder).flag("port", "9600").variable("DPM_LOG_LEVEL", "WARN").command("sleep", "61"));

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.warnings()).isEmpty();
        assertThat(resolution.runner().port()).isEqualTo(9600);
        assertThat(resolution.runner().managementPort()).isEqualTo(9501);
        assertThat(resolution.runner().logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(resolution.targets()).singleElement().satisfies(target -> {
            assertThat(target.command()).endsWith("61");
            assertThat(target.restarts().max()).isEqualTo(3);
            assertThat(target.source()).isEmpty();
        });
    }

    @Test
    void a_file_that_is_named_goes_over_the_one_of_the_last_runner() throws IOException {
        Files.writeString(folder.resolve("old.yaml"), "port: 9500\ntargets: {one: {command: sleep 60}}\n");
        Files.writeString(folder.resolve("new.yaml"), "targets: {two: {command: sleep 60}}\n");

        Resolution resolution = loadAfter("old.yaml", Requests.in(folder).flag("config", "new.yaml"));

        assertThat(resolution.runner().port()).isEqualTo(9180);
        assertThat(resolution.targets()).extracting(spec -> spec.name().value()).containsExactly("two");
    }

    @Test
    void the_file_of_the_last_runner_that_is_gone_or_faulty_hinders_nothing_and_is_said() throws IOException {
        Resolution gone = loadAfter("none.yaml", Requests.in(folder).command("sleep", "61"));

        assertThat(gone.isSound()).isTrue();
        assertThat(gone.runner().port()).isEqualTo(9180);
        assertThat(gone.warnings()).singleElement().asString().startsWith(folder + "/none.yaml, ").contains("is gone");

        Files.writeString(folder.resolve("dpm.yaml"), "port: x\nhost: 127.0.0.2\ntargets: {one: {comand: sleep 60}}\n");
        Resolution faulty = loadAfter("dpm.yaml", Requests.in(folder).command("sleep", "61"));

        assertThat(faulty.isSound()).isTrue();
        assertThat(faulty.runner().port()).isEqualTo(9180);
        assertThat(faulty.runner().host()).isEqualTo("127.0.0.2");
        assertThat(faulty.warnings()).anyMatch(warning -> warning.startsWith("dpm.yaml line 1: "));
    }

    @Test
    void without_a_file_there_is_one_target() {
        Resolution resolution = load(Requests.in(folder).command("sleep", "60"));

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.targets()).hasSize(1);
        assertThat(resolution.runner().configFile()).isEmpty();
    }
}
