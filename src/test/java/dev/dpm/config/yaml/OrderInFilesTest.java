package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;

/** Tests both forms of {@code depends_on} in a file, and every fault with its line. */
class OrderInFilesTest {

    @TempDir
    Path folder;

    private Resolution load(String text) {
        return new OneFile(folder).load(text);
    }

    private List<String> faults(String text) {
        return load(text).faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void a_list_a_mapping_and_one_name_are_read() {
        Resolution resolution = load("""
                targets:
                  db: {command: sleep 9, tcp_check: "127.0.0.1:5432"}
                  migrate: {command: sleep 1, restart: never, depends_on: {db: healthy}}
                  api:
                    command: sleep 9
                    depends_on:
                      db: healthy
                      migrate: completed
                  web: {command: sleep 9, depends_on: [api, db], restart_with: true}
                  cron: {command: sleep 9, depends_on: db}
                  alone: {command: sleep 9, depends_on: []}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).extracting(TargetSpec::name, spec -> spec.dependencies().toString())
                .extracting(Object::toString).containsExactly("(db, \"\")", "(migrate, \"db:healthy\")",
                        "(api, \"db:healthy, migrate:completed\")", "(web, \"api:started, db:started\")",
                        "(cron, \"db:started\")", "(alone, \"\")");
        assertThat(resolution.targets()).filteredOn(TargetSpec::restartsWithThem).hasSize(1);
    }

    @Test
    void an_unknown_name_is_a_fault_with_its_line() {
        assertThat(faults("""
                targets:
                  db: {command: sleep 9}
                  web:
                    command: sleep 9
                    depends_on: [dbb]
                """)).containsExactly("dpm.yaml line 5: target web: depends_on 'dbb' is no target of the file"
                + "; did you mean db?");
    }

    @Test
    void a_circle_is_a_fault_that_names_its_way() {
        assertThat(faults("""
                targets:
                  a: {command: sleep 9, depends_on: b}
                  b: {command: sleep 9, depends_on: [c]}
                  c: {command: sleep 9, depends_on: {a: started}}
                """)).containsExactly("dpm.yaml line 2: target a: depends_on makes a circle: a needs b needs c needs a"
                + "; allowed: targets that need each other one way only");
        assertThat(faults("targets:\n  a: {command: sleep 9, depends_on: a}\n")).containsExactly(
                "dpm.yaml line 2: target a: depends_on a is the target itself; allowed: other targets of the file");
    }

    @Test
    void a_condition_that_can_never_be_met_is_a_fault() {
        assertThat(faults("""
                targets:
                  db: {command: sleep 9}
                  web: {command: sleep 9, depends_on: {db: completed}}
                  api: {command: sleep 9, depends_on: {db: healthy}}
                """)).containsExactly(
                "dpm.yaml line 3: target web: depends_on db:completed is never met: db is launched again after every "
                        + "end (restart: always); allowed: restart: on-failure or never of it",
                "dpm.yaml line 4: target api: depends_on db:healthy is never met: db has no check; allowed: started, "
                        + "or give it http_check, tcp_check or exec_check");
    }

    @Test
    void other_conditions_and_other_shapes_are_faults() {
        assertThat(faults("""
                targets:
                  db: {command: sleep 9}
                  web: {command: sleep 9, depends_on: {db: ready}}
                  api: {command: sleep 9, depends_on: {db: {condition: healthy}}}
                """)).containsExactly(
                "dpm.yaml line 3: depends_on 'db:ready' is not allowed; allowed: names of targets, separated by "
                        + "commas, each alone or with :started, :healthy or :completed, such as db:healthy,cache",
                "dpm.yaml line 4: depends_on has an entry that is no NAME: condition; allowed: a mapping such as "
                        + "{db: healthy}, or a list of names");
    }

    @Test
    void what_is_attached_waits_for_nobody() {
        assertThat(faults("""
                targets:
                  db: {command: sleep 9}
                  web: {attach: true, process_name: nginx, depends_on: [db]}
                """)).singleElement().asString().startsWith("dpm.yaml line 3: depends_on is not allowed with --attach");
    }
}
