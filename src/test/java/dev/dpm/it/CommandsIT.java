package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the output and exit codes of commands while no daemon runs. */
class CommandsIT {

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try {
            assertThat(product.living()).isEmpty();
            assertThat(product.home()).as("a home that nobody needed").doesNotExist();
        } finally {
            product.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "run", "stop", "status", "restart", "remove", "reload", "scale", "signal", "logs",
            "events",
            "incidents",
            "incident", "notify", "check", "import",
            "console", "startup", "operator", "mcp", "completion"})
    void help_has_an_example(String command) {
        Product.Result result = product.dpm(command, "--help").expect(0);

        assertThat(result.out()).startsWith("Usage: java -jar dpm-runner.jar " + command)
                .contains("Example", "\n  java -jar dpm-runner.jar " + command).doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void help_names_every_command() {
        assertThat(product.dpm("--help").expect(0).out()).contains("start", "run", "stop", "status", "restart",
                "remove", "reload", "scale", "signal", "logs", "events", "incidents", "incident", "notify", "check",
                "import", "console", "startup", "operator", "mcp", "completion", "Example");
    }

    @Test
    void version_is_one_line() {
        assertThat(product.dpm("--version").expect(0).out()).matches("dpm-runner [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                     | a command is needed
            frobnicate             | 'frobnicate' is not a command
            teleport               | 'teleport' is not a command
            operator --port x      | operator: --port: 'x' is not allowed; allowed: 0 to 65535
            notify                 | notify: test [RECEIVER] is missing
            notify send            | notify: allowed: test, or test and the name of one receiver
            incident nosuch        | there are no incidents in
            incident               | is missing
            --frobnicate           | '--frobnicate' is not an option
            status --frobnicate    | unknown option '--frobnicate'
            status one two         | no target is called one
            status Not/A/Name      | 'Not/A/Name' cannot be the name of a target
            stop -- sleep 5        | takes no command after --
            stop web --keep_targets| takes no NAME
            restart                | NAME... is missing
            signal HUP             | NAME... is missing
            scale web              | takes a name and a number
            signal web LOUD        | 'LOUD' is not allowed; allowed: a signal by name or number
            remove                 | NAME... is missing
            check                  | FILE is missing
            import                 | FILE is missing
            import gone.conf       | gone.conf does not exist; allowed
            import .               | is a folder; allowed
            import --from x gone   | --from: 'x' is not allowed; allowed: supervisord, pm2
            logs -n many           | 'many'
            logs --json --raw      | --json and --raw exclude each other
            events -n -1           | '-1'
            status --watch=never   | 'never'
            status unknown         | no target is called unknown
            stop unknown --yes     | no target is called unknown
            logs unknown           | no target is called unknown
            start unknown          | no target is called unknown
            """)
    void bad_usage_is_exit_code_2_and_one_sentence(String line, String phrase) {
        Product.Result result = product.dpm(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(result.expect(2).err()).contains(phrase);
        assertThat(result.err().lines()).as(result.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "restart web", "remove web --yes", "reload", "reload web", "signal web HUP",
            "events", "console"})
    void without_a_daemon_it_is_exit_code_3(String line) {
        product.dpm(line.split(" ", -1)).expect(3);
    }

    @Test
    void status_without_a_daemon_has_no_runner() {
        assertThat(product.dpm("status").expect(3).out()).contains("no runner is running on " + product.home());
        assertThat(product.dpm("status", "--json").expect(3).out()).contains("\"runner\": null");
        assertThat(product.status().path("runner").isNull()).isTrue();
        assertThat(product.status().path("targets").isEmpty()).isTrue();
    }

    @Test
    void stop_with_nothing_running_is_done_already() {
        assertThat(product.dpm("stop").expect(0).out()).isEqualTo("nothing is running\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start                                       | target script | target_script.py does not exist
            run                                         | target script | target_script.py does not exist
            start --script_path gone.py                 | target script | gone.py does not exist
            run --script_path gone.py                   | target script | gone.py does not exist
            start -- no-such-program                    | program       | was not found on PATH
            start -- ./gone                             | program       | gone does not exist
            start -- ./plain.txt                        | program       | is not executable
            start -- ./bad.sh                           | #!            | /no/such/shell
            start --script_path bad.sh                  | #!            | /no/such/shell
            start -- ./dos.sh                           | dos.sh        | carriage return
            start --process_name nosuch --script_path ok.sh | program   | was not found on PATH
            run -- ./bad.sh                             | #!            | /no/such/shell
            """)
    void what_cannot_be_run_is_critical_and_leaves_nothing(String line, String what, String why) {
        product.file("plain.txt", "text\n");
        product.script("ok.sh", "#!/bin/sh\n");
        product.script("bad.sh", "#!/no/such/shell\n");
        product.script("dos.sh", "#!/bin/sh\r\necho\r\n");

        Product.Result result = product.dpm(line.split(" ", -1));

        assertThat(result.expect(1).err()).startsWith("CRITICAL").contains(what, why, "nothing was started");
        assertThat(result.err().lines()).as(result.all()).hasSize(1);
    }

    @Test
    void check_names_every_fault_with_its_line() {
        product.file("bad.yaml", """
                port: 99999
                prot: 1
                defaults: {monitor_interval: 0, cpu_threshold: 5}
                targets:
                  web: {command: [sleep, "5"], max_restarts: many}
                  web: {command: [sleep, "5"]}
                  Bad Name: {command: [sleep, "5"]}
                  two: {command: [sleep, "5"], cpu_threshold: 1, cpu-threshold: 2}
                  later: {command: [sleep, "5"], grace_period: 5}
                """);

        Product.Result result = product.dpm("check", "bad.yaml").expect(2);

        assertThat(result.err().lines()).allMatch(line -> line.matches("bad\\.yaml line [1-9]: .+"));
        for (int line : List.of(1, 2, 3, 5, 6, 7, 8, 9)) {
            assertThat(result.err()).as(result.all()).contains("bad.yaml line " + line + ": ");
        }
        assertThat(result.err()).contains("'99999'", "prot", "'many'", "Bad Name", "grace_period");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good.yaml   | 0 | 2 targets, no faults
            broken.yaml | 2 | broken.yaml line 3
            empty.yaml  | 2 | is empty
            gone.yaml   | 2 | gone.yaml does not exist
            .           | 2 | is a folder
            lacks.yaml  | 1 | no-such-program
            """)
    void check_says_how_a_file_is(String file, int code, String phrase) {
        product.file("good.yaml",
                "targets:\n  a: {command: [sleep, 5]}\n  b: {command: [sleep, 5], cpu-threshold: off}\n");
        product.file("broken.yaml", "targets:\n  a: {command: [sleep\n");
        product.file("empty.yaml", "# nothing\n");
        product.file("lacks.yaml", "targets:\n  a: {command: [no-such-program]}\n");

        assertThat(product.dpm("check", file).expect(code).all()).contains(phrase);
    }

    @Test
    void operator_inject_prints_manifests_and_nothing_else_on_stdout() throws Exception {
        Path supervision = Files.writeString(product.folder().resolve("sup.yaml"), """
                apiVersion: dpm.dev/v1alpha1
                kind: Supervision
                metadata: {name: leaky}
                spec:
                  selector: {matchLabels: {app.kubernetes.io/name: leaky}}
                  options: {onBreach: terminate, memoryThreshold: 60%}
                """);
        Path demo = Path.of("deploy", "kubernetes", "base", "deployment.yaml").toAbsolutePath();

        Product.Result once = product.dpm("operator", "inject", "-f", demo.toString(), "--supervision",
                supervision.toString()).expect(0);
        Path injected = Files.writeString(product.folder().resolve("injected.yaml"), once.out());
        Product.Result twice = product.dpm("operator", "inject", "-f", injected.toString(), "--supervision",
                supervision.toString()).expect(0);
        Product.Result older = product.dpm("operator", "inject", "-f", demo.toString(), "--supervision",
                supervision.toString(), "--kubernetes", "1.28", "--image", "mirror.example/dpm:7").expect(0);

        assertThat(once.out()).contains("restartPolicy: Always", "--memory_threshold=60%", "image: dpm-runner:");
        assertThat(once.err()).isEqualTo("Deployment default/leaky: dpm beside it, as a native sidecar\n");
        assertThat(twice.out()).isEqualTo(once.out());
        assertThat(older.out()).contains("image: mirror.example/dpm:7").doesNotContain("restartPolicy: Always");
        assertThat(older.err()).isEqualTo("Deployment default/leaky: dpm beside it, as a second container\n");
    }

    @Test
    void completion_is_a_script_that_bash_reads() throws Exception {
        String script = product.dpm("completion").expect(0).out();
        Files.writeString(product.folder().resolve("completion.bash"), script, StandardCharsets.UTF_8);

        Process bash = new ProcessBuilder("bash", "-n", "completion.bash").directory(product.folder().toFile())
                .inheritIO().start();

        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        assertThat(script).contains("dpm-runner", "--cpu_threshold", "--cpu-threshold", "completion");
    }
}
