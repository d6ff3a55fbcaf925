package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Settings;

class YamlConfigReaderTest {

    private static final String TARGETS = "\ntargets: {a: {command: sleep 1}}\n";

    @TempDir
    Path folder;

    private Reading read(String text) {
        try {
            return new YamlConfigReader().read(Files.writeString(folder.resolve("dpm.yaml"), text));
        } catch (IOException e) {
            throw new AssertionError("the test cannot write its file", e);
        }
    }

    private ConfigFile sound(String text) {
        Reading reading = read(text);
        assertThat(reading.faults()).isEmpty();
        return reading.file().orElseThrow();
    }

    private List<String> faults(String text) {
        return read(text).faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void reads_a_whole_file_with_its_lines() {
        ConfigFile file = sound("""
                port: 9180
                log-level: debug
                allowed_hosts: [a.example, b.example]
                defaults: {monitor_interval: 5, cpu_threshold: off}
                targets:
                  web:
                    command: [gunicorn, app:api]
                    cwd: /srv/web
                    memory_threshold: 80.0
                    env: {PORT: "8000", EMPTY: }
                    success_exit_codes: [0, 143]
                  import: {script_path: import.py, args: --fast 'two words', restart: on-failure}
                """);

        assertThat(file.path()).isEqualTo(folder.resolve("dpm.yaml"));
        assertThat(file.runner()).containsExactly(new Entry("port", "9180", "dpm.yaml line 1"),
                new Entry("log-level", "debug", "dpm.yaml line 2"),
                new Entry("allowed_hosts", "a.example,b.example", "dpm.yaml line 3"));
        assertThat(file.defaults()).containsExactly(new Entry("monitor_interval", "5", "dpm.yaml line 4"),
                new Entry("cpu_threshold", "off", "dpm.yaml line 4"));
        assertThat(file.targets()).containsExactly(
                new Target("web", "dpm.yaml line 6", List.of("gunicorn", "app:api"), List.of(),
                        List.of(new Entry("cwd", "/srv/web", "dpm.yaml line 8"),
                                new Entry("memory_threshold", "80.0", "dpm.yaml line 9"),
                                new Entry("env", "PORT=8000" + Settings.SEPARATOR + "EMPTY=", "dpm.yaml line 10"),
                                new Entry("success_exit_codes", "0,143", "dpm.yaml line 11"))),
                new Target("import", "dpm.yaml line 12", List.of(), List.of("--fast", "two words"),
                        List.of(new Entry("script_path", "import.py", "dpm.yaml line 12"),
                                new Entry("restart", "on-failure", "dpm.yaml line 12"))));
    }

    @Test
    void a_target_may_say_nothing_and_a_byte_order_mark_is_no_character() {
        ConfigFile file = sound("\uFEFFdefaults:\ntargets:\n  a:\n  b: {env: {}}\n");

        assertThat(file.targets()).extracting(Target::name).containsExactly("a", "b");
    }

    @Test
    void anchors_and_aliases_are_followed() {
        ConfigFile file = sound("targets:\n  a: &x {command: sleep 1, max_restarts: 7}\n  b: *x\n");

        assertThat(file.targets()).extracting(Target::entries)
                .allSatisfy(entries -> assertThat(entries).extracting(Entry::text).containsExactly("7"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            cpu_treshold: 5       | dpm.yaml line 1: 'cpu_treshold' is not a key
            prt: 5                | dpm.yaml line 1: 'prt' is not a key; did you mean port?
            targts: {}            | dpm.yaml line 1: 'targts' is not a key; did you mean targets?
            cpu_threshold: 5      | dpm.yaml line 1: 'cpu_threshold' is not allowed here; allowed: under defaults, or under
            config: a.yaml        | dpm.yaml line 1: 'config' is not allowed in a file; allowed: --config
            stdin: inherit        | dpm.yaml line 1: 'stdin' is not allowed in a file; allowed: --stdin
            command: x            | dpm.yaml line 1: 'command' is not allowed here; allowed: under targets and a name
            port: x               | dpm.yaml line 1: port 'x' is not allowed; allowed: a port number
            port:                 | dpm.yaml line 1: port '' is not allowed; allowed: a port number
            port: [1]             | dpm.yaml line 1: 'port' is a list or mapping; allowed: one value
            [a]: 1                | dpm.yaml line 1: a list or mapping is not allowed as a key
            <<: {port: 1}         | dpm.yaml line 1: '<<' is not a key here: what targets share goes under defaults
            defaults: 5           | dpm.yaml line 1: 'defaults' is not a mapping; allowed: a mapping of options
            defaults: {command: x} | dpm.yaml line 1: 'command' is not allowed here; allowed: under targets and a name
            defaults: {name: x}   | dpm.yaml line 1: 'name' is not a key
            defaults: {port: 1}   | dpm.yaml line 1: 'port' is not allowed here; allowed: at the top of the file
            defaults: {cpu-treshold: 1} | dpm.yaml line 1: 'cpu-treshold' is not a key; did you mean cpu_threshold?
            defaults: {cpu_threshold: 80%} | dpm.yaml line 1: cpu_threshold '80%' is not allowed; allowed: a percentage
            defaults: {env: [A]}  | dpm.yaml line 1: env is not a mapping
            defaults: {env: {A: [1]}} | dpm.yaml line 1: variable 'A' has a value that is none
            defaults: {env: {A=B: 1}} | dpm.yaml line 1: env has a name that is none
            defaults: {env: {A: 1, A: 2}} | dpm.yaml line 1: variable 'A' is written twice
            defaults: {env: {A: "\\x1f"}} | dpm.yaml line 1: variable 'A' has a value that is none
            """)
    void names_line_and_fault(String line, String fault) {
        assertThat(faults(line + TARGETS)).singleElement().asString().startsWith(fault);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {command: [], cwd: /}           | command has no program
            {command: "  "}                 | command has no program
            {command: ['']}                 | command has no program
            {command: [[a]]}                | command has an entry that is no plain text
            {command: {a: b}}               | command is a mapping
            {command: "a 'b"}               | command has a quote without its other half
            {command: a, script_path: b}    | script_path is not allowed beside command
            {command: a, process-name: b}   | process_name is not allowed beside command
            {command: a, args: b}           | args is not allowed beside command
            {name: a}                       | 'name' is not a key: a target's name is its key under targets
            {comand: a}                     | 'comand' is not a key; did you mean command?
            {grace_period: a}               | 'grace_period' is not a key
            [a]                             | 'web' is not a mapping; allowed: a mapping of options, command and args
            5                               | 'web' is not a mapping; allowed: a mapping of options, command and args
            """)
    void names_what_is_wrong_with_a_target(String target, String fault) {
        assertThat(faults("# head\ntargets:\n  web: " + target + "\n")).first().asString()
                .startsWith("dpm.yaml line 3: " + fault);
    }

    @Test
    void what_is_written_twice_is_a_fault_in_either_spelling() {
        assertThat(faults("""
                port: 1
                log_level: info
                log-level: info
                port: 2
                targets:
                  a: {command: b, max_restarts: 1, max-restarts: 2}
                  a: {command: b}
                """)).containsExactly(
                "dpm.yaml line 3: 'log-level' is written twice, first in line 2; allowed: once",
                "dpm.yaml line 4: 'port' is written twice, first in line 1; allowed: once",
                "dpm.yaml line 7: 'a' is written twice, first in line 6; allowed: once",
                "dpm.yaml line 6: 'max-restarts' is written twice, first in line 6; allowed: once");
    }

    @Test
    void target_names_keep_their_spelling() {
        assertThat(sound("targets: {a-b: {command: x}, a_b: {command: x}}").targets()).hasSize(2);
        assertThat(faults("targets:\n  Web: {command: x}\n")).singleElement().asString()
                .startsWith("dpm.yaml line 2: target name 'Web' is not allowed; allowed: 1 to 63");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            ~port: 1~
            ~targets:~
            ~targets: {}~
            ~{targets: {}, remain_after_exit: false}~
            ~defaults: {cpu_threshold: 1}~
            """)
    void a_file_without_targets_is_a_fault(String text) {
        assertThat(faults(text)).singleElement().asString().contains("names no targets");
    }

    @Test
    void a_runner_that_stays_needs_no_targets() {
        assertThat(sound("remain-after-exit: true\ntargets: {}").targets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            ~~                         | dpm.yaml: the file is empty
            ~# only words~             | dpm.yaml: the file is empty
            ~---~                      | dpm.yaml line 1: the file is empty
            ~- a~                      | dpm.yaml line 1: the file is not a mapping
            ~text~                     | dpm.yaml line 1: the file is not a mapping
            ~a: b: c~                  | dpm.yaml line 1: YAML does not allow what stands here: mapping values
            ~a: [1~                    | dpm.yaml line 1: YAML does not allow what stands here
            ~a: *b~                    | dpm.yaml line 1: YAML does not allow what stands here: found undefined alias b
            ~%YAML 99999999999.1~      | dpm.yaml line 1: YAML does not allow what stands here
            ~a: "\\uD800~              | dpm.yaml
            """)
    void what_is_no_configuration_is_one_fault(String text, String fault) {
        Reading reading = read(text);

        assertThat(reading.file()).isEmpty();
        assertThat(reading.faults()).singleElement().asString().startsWith(fault);
    }

    @Test
    void tabs_second_documents_and_control_characters_are_named_with_their_line() {
        assertThat(faults("targets:\n\ta: {}\n")).singleElement().asString()
                .isEqualTo("dpm.yaml line 2: YAML does not allow what stands here: a tab; indent with spaces");
        assertThat(faults("port: 1\n---\nport: 2\n")).singleElement().asString()
                .isEqualTo("dpm.yaml line 2: YAML does not allow what stands here: a second document; allowed: one");
        assertThat(faults("port: 1\nhost: \u0007\n")).singleElement().asString()
                .isEqualTo("dpm.yaml line 2: a character here is not allowed in YAML: remove it");
    }

    @Test
    void too_deep_too_many_and_too_large_are_one_fault_each() {
        String bomb = "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n";

        assertThat(faults("[".repeat(100_000))).hasSize(1);
        assertThat(faults("- ".repeat(100_000))).hasSize(1);
        assertThat(faults("{".repeat(100_000))).hasSize(1);
        assertThat(faults(bomb + "c: [" + "*b,".repeat(60) + "]\n")).hasSize(1);
        assertThat(faults("a: &a {b: *a}\n")).hasSizeLessThan(3).isNotEmpty();
        assertThat(faults("#".repeat(YamlConfigReader.LARGEST_BYTES + 1))).singleElement().asString()
                .contains("too large", "up to 1 MiB");
    }

    @Test
    void a_flood_of_faults_ends_with_the_hundredth() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("unknown_key_").append(i).append(": 1\n");
        }

        assertThat(faults(text.toString())).hasSize(100).last().asString().contains("more faults");
    }

    @Test
    void a_file_that_cannot_be_read_is_named_in_full() throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[]{'a', ':', ' ', (byte) 0xe4});
        YamlConfigReader reader = new YamlConfigReader();

        assertThat(reader.read(folder.resolve("none.yaml")).faults()).singleElement().asString()
                .isEqualTo("none.yaml: " + folder + "/none.yaml does not exist; "
                        + "allowed for --config and check: a readable YAML file");
        assertThat(reader.read(folder).faults()).singleElement().asString().contains("is a folder or a device");
        assertThat(reader.read(Path.of("/dev/zero")).faults()).singleElement().asString().contains("device");
        assertThat(reader.read(latin).faults()).singleElement().asString().contains("is not UTF-8");
    }

    @Test
    void a_mapping_of_limits_is_read_as_pairs_and_judged_at_its_line() {
        Target target = sound("""
                targets:
                  a: {command: sleep 1, umask: 027, rlimits: {nofile: "1024:4096", core: 0}, cpu_affinity: [0, 1]}
                """).targets().get(0);

        assertThat(target.entries()).extracting(Entry::key, Entry::text).containsExactly(
                org.assertj.core.groups.Tuple.tuple("umask", "027"),
                org.assertj.core.groups.Tuple.tuple("rlimits", "nofile=1024:4096" + Settings.SEPARATOR + "core=0"),
                org.assertj.core.groups.Tuple.tuple("cpu_affinity", "0,1"));
        assertThat(faults("targets:\n  a:\n    command: sleep 1\n    rlimits: {nofile: lots}\n")).singleElement()
                .asString().startsWith("dpm.yaml line 4: rlimits 'nofile=lots' is not allowed; allowed: NAME=LIMIT");
        assertThat(faults("targets:\n  a:\n    command: sleep 1\n    rlimits: 5\n")).singleElement()
                .isEqualTo("dpm.yaml line 4: rlimits is not a mapping; allowed: a mapping of names to values");
    }
}
