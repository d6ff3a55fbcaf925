package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the rule for exit codes: 1 for a missing program or script to supervise; 2 for an invalid value, for a missing
 * folder or file that an option names, and for an invalid configuration file in any command.
 */
class ExitCodeRuleIT {

    /**
     * The rows of the test: exit code, arguments, part of the sentence. They hold for {@code start} and {@code run},
     * with and without a daemon.
     */
    private static final String OF_START_AND_RUN = """
            1 |                                     | target_script.py does not exist
            1 | --script_path none.py               | none.py does not exist
            1 | --script_path folder                | is a folder
            1 | -- ./none                           | none does not exist
            1 | -- no-such-program                  | was not found on PATH
            1 | -- ./plain.txt                      | is not executable
            1 | -- ./folder                         | is a folder
            1 | -- ./no-interpreter.sh              | names /no/such/interpreter
            1 | --config no-program.yaml            | no-program.yaml line 2
            1 | --config no-script.yaml             | no-script.yaml line 2
            2 | --cwd no-folder -- sleep 5          | no-folder does not exist
            2 | --cwd plain.txt -- sleep 5          | is not a folder
            2 | --env_file none.env -- sleep 5      | it does not exist
            2 | --env_file folder -- sleep 5        | it is not a file
            2 | --config none.yaml                  | none.yaml does not exist
            2 | --config folder                     | is a folder
            2 | --config no-folder.yaml             | no-folder.yaml line 2
            2 | --config no-env-file.yaml           | no-env-file.yaml line 2
            2 | --config unknown-key.yaml           | unknown-key.yaml line 2
            2 | --config no-yaml.yaml               | no-yaml.yaml line
            2 | --cpu_threshold lots -- sleep 5     | --cpu_threshold: 'lots'
            """;
    /** Rows for options of the runner alone; a running daemon already has values for them. */
    private static final String OF_THE_RUNNER = """
            2 | --token_file none -- sleep 5        | none does not exist
            2 | --token_file folder -- sleep 5      | is not a file
            """;
    /** Rows for {@code check FILE}, about the same files. */
    private static final String OF_CHECK = """
            0 | sound.yaml                          | sound.yaml
            1 | no-program.yaml                     | no-program.yaml line 2
            1 | no-script.yaml                      | no-script.yaml line 2
            2 | none.yaml                           | none.yaml does not exist
            2 | folder                              | is a folder
            2 | no-folder.yaml                      | no-folder.yaml line 2
            2 | no-env-file.yaml                    | no-env-file.yaml line 2
            2 | unknown-key.yaml                    | unknown-key.yaml line 2
            2 | no-yaml.yaml                        | no-yaml.yaml line
            """;
    /**
     * Rows for {@code reload}, after one of these files replaced the daemon's file; with an empty name, after the file
     * was deleted.
     */
    private static final String OF_RELOAD = """
            1 | no-program.yaml                     | line 2
            1 | no-script.yaml                      | line 2
            2 | none.yaml                           | is gone
            2 | no-folder.yaml                      | line 2
            2 | no-env-file.yaml                    | line 2
            2 | unknown-key.yaml                    | line 2
            2 | no-yaml.yaml                        | line
            """;

    private static Product alone;
    private static Product daemon;

    private record Row(int code, String words, String phrase) {
        static Stream<Row> of(String table) {
            return table.lines().map(line -> line.split("\\|", -1))
                    .map(cells -> new Row(Integer.parseInt(cells[0].strip()), cells[1].strip(), cells[2].strip()));
        }

        String[] after(String command) {
            return Stream.concat(Stream.of(command), Stream.of(words.split(" +")).filter(word -> !word.isEmpty()))
                    .toArray(String[]::new);
        }

        void expect(Product.Result result) {
            assertThat(result.code()).as(result.all()).isEqualTo(code);
            assertThat(result.out() + result.err()).as(result.all()).contains(phrase);
        }
    }

    @BeforeAll
    static void a_daemon_and_none() {
        alone = prepared();
        daemon = prepared();
        daemon.file("given.yaml", Runner.read(daemon.folder().resolve("sound.yaml")));
        daemon.dpm("start", "--config", "given.yaml").expect(0);
        daemon.script("leaves.sh", "#!/bin/sh\nexec sleep 1000\n");
        daemon.dpm("start", "--name", "leaver", "--start_seconds", "0", "--", "./leaves.sh").expect(0);
    }

    private static Product prepared() {
        Product product = new Product();
        product.file("folder/inside", "");
        product.file("plain.txt", "words\n");
        product.script("no-interpreter.sh", "#!/no/such/interpreter\n");
        target(product, "sound", "command: [sleep, '1000'], start_seconds: 0");
        target(product, "no-program", "command: [./none]");
        target(product, "no-script", "script_path: none.py");
        target(product, "no-folder", "command: [sleep, '1000'], cwd: no-folder");
        target(product, "no-env-file", "command: [sleep, '1000'], env_file: none.env");
        target(product, "unknown-key", "command: [sleep, '1000'], cpu: 80");
        product.file("no-yaml.yaml", "targets: [\n");
        return product;
    }

    private static void target(Product product, String file, String settings) {
        product.file(file + ".yaml", "targets:\n  a: {" + settings + "}\n");
    }

    @AfterAll
    static void nothing_is_left() {
        try (Product ending = daemon; Product other = alone) {
            ending.dpm("stop", "--yes").expect(0);
            assertThat(ending.living()).isEmpty();
            assertThat(other.living()).isEmpty();
        }
    }

    private static Stream<Row> commonRows() {
        return Row.of(OF_START_AND_RUN);
    }

    private static Stream<Row> rows() {
        return Stream.concat(commonRows(), Row.of(OF_THE_RUNNER));
    }

    private static Stream<Row> checkRows() {
        return Row.of(OF_CHECK);
    }

    private static Stream<Row> reloadRows() {
        return Row.of(OF_RELOAD);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void start_without_a_daemon(Row row) {
        row.expect(alone.dpm(row.after("start")));
        assertThat(alone.home()).as("nothing was changed").doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void run(Row row) {
        row.expect(alone.dpm(row.after("run")));
        assertThat(alone.home()).as("nothing was changed").doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("commonRows")
    void start_with_a_daemon(Row row) {
        // without arguments, {@code start} would resume the targets of a running daemon
        if (!row.words().isEmpty()) {
            row.expect(daemon.dpm(row.after("start")));
        }
        assertThat(new Runner(daemon).status().path("targets")).as("nothing was changed").hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("checkRows")
    void check(Row row) {
        row.expect(alone.dpm(row.after("check")));
    }

    @ParameterizedTest
    @MethodSource("reloadRows")
    void reload(Row row) throws IOException {
        Path given = daemon.folder().resolve("given.yaml");
        Path now = daemon.folder().resolve(row.words());
        Files.delete(given);
        if (Files.exists(now)) {
            Files.copy(now, given);
        }
        try {
            row.expect(daemon.dpm("reload"));
            assertThat(new Runner(daemon).stateOf("a")).isEqualTo("RUNNING");
        } finally {
            daemon.file("given.yaml", Runner.read(daemon.folder().resolve("sound.yaml")));
        }
    }

    /** The test deletes the program between two launches, so that the target is known and its program is missing. */
    @Test
    void a_known_target_whose_program_has_gone() {
        Path program = daemon.folder().resolve("leaves.sh");
        daemon.dpm("stop", "leaver", "--yes").expect(0);
        program.toFile().delete();

        for (String command : List.of("start", "restart")) {
            Product.Result result = daemon.dpm(command, "leaver").expect(1);
            assertThat(result.out() + result.err()).as(result.all()).contains("leaves.sh");
        }
    }

    @Test
    void an_unknown_name() {
        for (String command : List.of("start", "stop", "restart", "remove", "logs", "status")) {
            Product.Result result = daemon.dpm(command, "nosuch").expect(2);
            assertThat(result.err()).as(result.all()).contains("nosuch");
        }
    }
}
