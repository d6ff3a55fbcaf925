package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Options;
import dev.dpm.config.Requests;
import dev.dpm.config.resolve.Resolution;

/** Tests included files, and variables in the values of a file. */
class IncludesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("conf.d"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Resolution load(String... variables) {
        Requests request = Requests.in(folder).flag("config", "dpm.yaml");
        for (int i = 0; i < variables.length; i += 2) {
            request = request.variable(variables[i], variables[i + 1]);
        }
        return new SpecLoader().load(request.request());
    }

    private List<String> faults(String... variables) {
        return load(variables).faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void targets_of_included_files_belong_to_the_file_and_go_by_their_own_folder_and_defaults() throws IOException {
        write("dpm.yaml", """
                include: [conf.d/*.yaml, extra.yaml]
                defaults: {max_restarts: 7, nice: 3}
                targets: {main: {command: sleep 1}}
                """);
        write("conf.d/b.yaml", "targets: {b: {script_path: run.sh}}\n");
        write("conf.d/a.yaml", "defaults: {nice: 4}\ntargets: {a: {command: sleep 1}}\n");
        write("conf.d/.hidden.yaml", "targets: {hidden: {command: sleep 1}}\n");
        write("conf.d/run.sh", "#!/bin/sh\n");
        write("extra.yaml", "targets: {c: {command: sleep 1}}\n");
        assertThat(folder.resolve("conf.d/run.sh").toFile().setExecutable(true)).isTrue();

        Resolution resolution = load();

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.missing()).isEmpty();
        assertThat(resolution.targets()).extracting(spec -> spec.name().value()).containsExactly("main", "a", "b", "c");
        assertThat(resolution.targets()).allSatisfy(spec -> {
            assertThat(spec.source()).contains(folder.resolve("dpm.yaml"));
            assertThat(spec.settings().get(Options.MAX_RESTARTS)).isEqualTo(7);
        });
        assertThat(resolution.targets().get(1).settings().find(Options.NICE)).contains(4);
        assertThat(resolution.targets().get(2).settings().find(Options.NICE)).contains(3);
        assertThat(resolution.targets().get(2).command()).endsWith(folder.resolve("conf.d/run.sh").toString());
    }

    @Test
    void faults_of_included_files_have_their_own_file_and_line() throws IOException {
        write("dpm.yaml", """
                include: conf.d/*.yaml
                targets: {web: {command: sleep 1}}
                """);
        write("conf.d/a.yaml", "targets:\n  web: {command: sleep 1}\n  db: {command: sleep 1, nice: much}\n");
        write("conf.d/b.yaml", "port: 1\ninclude: c.yaml\ntargets: {x: {command: sleep 1}}\n");

        assertThat(faults()).containsExactly(
                "conf.d/a.yaml line 3: nice 'much' is not allowed; allowed: a niceness from -20 (first served) to 19 (last)",
                "conf.d/b.yaml line 1: 'port' is not allowed in an included file; allowed: defaults and targets, all else "
                        + "in the file that includes it",
                "conf.d/b.yaml line 2: 'include' is not allowed in an included file; allowed: defaults and targets, all "
                        + "else in the file that includes it",
                "conf.d/a.yaml line 2: target name 'web' is not allowed: dpm.yaml line 2 has it already; allowed: each "
                        + "name once");
    }

    /** The word web means all instances of web, so that {@code stop web} could not mean another target as well. */
    @Test
    void a_target_may_not_have_the_name_of_instances_elsewhere() throws IOException {
        write("dpm.yaml", """
                include: [conf.d/*.yaml]
                targets:
                  web: {command: sleep 1, instances: 2}
                  db-1: {command: sleep 1}
                  db: {command: sleep 1}
                """);
        write("conf.d/a.yaml", "targets:\n  web: {command: sleep 1}\n");

        assertThat(faults())
                .containsExactly("conf.d/a.yaml line 2: target name 'web' is not allowed: dpm.yaml line 3 has "
                        + "it already; allowed: each name once");
    }

    @Test
    void a_pattern_that_matches_nothing_is_said_and_a_name_that_is_not_there_is_a_fault() throws IOException {
        write("dpm.yaml", "include: [conf.d/*.yml]\ntargets: {web: {command: sleep 1}}\n");
        assertThat(load().isSound()).isTrue();
        assertThat(load().warnings()).containsExactly("dpm.yaml line 1: include 'conf.d/*.yml' matches no file");

        write("dpm.yaml", "include: [gone.yaml]\ntargets: {web: {command: sleep 1}}\n");
        assertThat(faults())
                .containsExactly("dpm.yaml line 1: include 'gone.yaml' does not exist; allowed: a YAML file, "
                        + "or a pattern such as conf.d/*.yaml, which may match nothing");

        write("dpm.yaml", "include: [conf.d/*.yml]\n");
        assertThat(faults()).singleElement().asString().contains("the file names no targets");
    }

    @Test
    void a_file_that_its_own_pattern_matches_is_not_included_again_nor_one_that_two_name() throws IOException {
        write("dpm.yaml", "include: ['*.yaml', b.yaml, './b.yaml']\ntargets: {a: {command: sleep 1}}\n");
        write("b.yaml", "targets: {b: {command: sleep 1}}\n");

        assertThat(load().faults()).isEmpty();
        assertThat(load().targets()).hasSize(2);
    }

    @Test
    void variables_come_from_the_caller_then_from_files_and_env() throws IOException {
        write("app.env", "PORT=8000\nLEVEL=file\n");
        write("dpm.yaml", """
                port: ${CONSOLE:-9500}
                defaults: {cpu_threshold: "${CPU}", env: {SHARED: "${WHO}"}}
                targets:
                  web:
                    command: [sh, -c, 'echo ${PORT} $$']
                    env_file: ${WHERE:-.}/app.env
                    env: {LEVEL: env, URL: "http://h:${PORT}/${LEVEL}", PAID: "5$$"}
                    http_check: http://127.0.0.1:${PORT}/${LEVEL}
                    exec_check: test ${PORT} = $$
                    restart_interval: ${INTERVAL:-3}
                """);

        Resolution resolution = load("CPU", "150", "WHO", "me", "PORT", "1");

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.runner().port()).isEqualTo(9500);
        dev.dpm.config.TargetSpec web = resolution.targets().get(0);
        assertThat(web.command()).endsWith("echo ${PORT} $$");
        assertThat(web.environment()).containsEntry("URL", "http://h:8000/file").containsEntry("PAID", "5$")
                .containsEntry("SHARED", "me").containsEntry("PORT", "8000");
        assertThat(web.settings().text(Options.HTTP_CHECK)).contains("http://127.0.0.1:8000/env");
        assertThat(web.settings().text(Options.EXEC_CHECK)).contains("test ${PORT} = $$");
        assertThat(web.settings().text(Options.CPU_THRESHOLD)).contains("150");
        assertThat(web.settings().text(Options.RESTART_INTERVAL)).contains("3");
    }

    @Test
    void a_variable_that_is_not_set_is_a_fault_with_its_line_and_so_is_a_value_that_is_none() throws IOException {
        write("dpm.yaml", """
                targets:
                  web:
                    command: sleep 1
                    nice: ${NICE}
                    cwd: ${HERE:?say where}
                    max_restarts: ${MANY}
                """);

        assertThat(faults("MANY", "lots")).containsExactly(
                "dpm.yaml line 4: nice needs the variable NICE, which is not set; allowed: ${NICE:-default}, or the "
                        + "variable in the environment of whoever gives the file, in env_file or in env",
                "dpm.yaml line 5: cwd needs the variable HERE: say where",
                "dpm.yaml line 6: max_restarts 'lots' is not allowed; allowed: a number of restarts from -1 (no limit) to "
                        + "10000");
    }

    @Test
    void variables_of_an_included_files_defaults_go_by_its_own_folder() throws IOException {
        write("dpm.yaml", "include: conf.d/*.yaml\n");
        write("conf.d/a.env", "N=6\n");
        write("conf.d/a.yaml", "defaults: {env_file: a.env}\ntargets: {a: {command: sleep 1, nice: '${N}'}}\n");

        assertThat(faults()).isEmpty();
        assertThat(load().targets().get(0).settings().find(Options.NICE)).contains(6);
    }

    @Test
    void a_file_of_the_last_runner_needs_none_of_its_variables_today() throws IOException {
        write("dpm.yaml", "port: ${GONE}\ntargets: {web: {command: sleep 1, nice: '${GONE}'}}\n");
        Requests bare = Requests.in(folder).command("true");

        Resolution resolution = new SpecLoader()
                .load(bare.request().after(java.util.Optional.of(folder.resolve("dpm.yaml"))));

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).singleElement().asString()
                .startsWith("dpm.yaml line 1: port needs the variable GONE");
    }

    @Test
    void a_target_may_depend_on_one_of_another_file() throws IOException {
        write("dpm.yaml", "include: conf.d/*.yaml\ntargets: {web: {command: sleep 1, depends_on: [db]}}\n");
        write("conf.d/db.yaml", "targets: {db: {command: sleep 1}}\n");
        assertThat(faults()).isEmpty();

        write("conf.d/db.yaml", "targets: {dbs: {command: sleep 1, depends_on: [web]}}\n");
        assertThat(faults()).containsExactly(
                "dpm.yaml line 2: target web: depends_on 'db' is no target of the file; did you mean dbs?");
    }
}
