package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests where a target's stderr goes. */
class StderrIT {

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "null"})
    void a_log_of_stderr_that_is_moved_is_still_shown_and_bounded(String output) throws Exception {
        product.dpm("start", "--name", "web", "--stderr", "apart", "--output", output, "--log_max_size", "64KiB",
                "--log_keep", "1", "--", "sh", "-c", "while :; do seq 1 2000 >&2; echo end >&2; sleep 0.1; done")
                .expect(0);
        Path apart = product.home().resolve("logs/targets/web.err.log");
        Path moved = product.folder().resolve("moved.log");
        Product.await(Runner.PATIENCE, () -> assertThat(apart.resolveSibling("web.err.log.1")).exists());
        Files.move(apart, moved);
        Files.createFile(apart);

        assertThat(new Runner(product).awaitEvents("web", "OutputDisplaced", 1).toString())
                .contains("renamed to " + moved.toRealPath(), "`restart web`").doesNotContain("web.err`");
        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.dpm("logs", "web.err", "-n", "1").expect(0).out()).isNotEmpty();
            assertThat(Files.size(moved)).as("what is kept of it").isLessThan(200_000);
        });
    }

    /** The file is rotated as logrotate does with {@code create} and with {@code nocreate}. */
    @ParameterizedTest
    @CsvSource({"stderr, true", "stderr, false", "output, true", "output, false"})
    void a_file_of_the_users_is_shown_and_bounded_also_after_logrotate(String option, boolean creates)
            throws Exception {
        Path file = Files.createDirectory(product.folder().resolve("var")).resolve("its.log");
        Path renamed = file.resolveSibling("its.log-20261130");
        product.dpm("start", "--name", "web", "--" + option, file.toString(), "--log_max_size", "64KiB", "--log_keep",
                "1", "--", "sh", "-c", "while :; do seq 1 2000 >&2; echo end >&2; sleep 0.1; done").expect(0);
        String log = option.equals("stderr") ? "web.err" : "web";
        Product.await(Runner.PATIENCE, () -> assertThat(file.resolveSibling("its.log.1")).exists());
        assertThat(product.dpm("logs", log, "-n", "1").expect(0).out()).isNotEmpty();

        Files.move(file, renamed);
        if (creates) {
            Files.createFile(file);
        }

        assertThat(new Runner(product).awaitEvents("web", "OutputDisplaced", 1).toString())
                .contains("renamed to " + renamed.toRealPath(), "`restart web`");
        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.dpm("logs", log, "-n", "1").expect(0).out()).isNotEmpty();
            assertThat(Files.size(renamed)).as("what is kept of it").isLessThan(200_000);
        });
        product.dpm("restart", "web").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(file).isNotEmptyFile());
        assertThat(new Runner(product).events("web", "OutputDisplaced")).as("said once").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apart", "FILE"})
    void the_reason_and_the_incident_of_a_failure_repeat_the_last_line_of_stderr(String where) {
        product.dpm("start", "--name", "web", "--restart", "never", "--start_seconds", "0", "--stderr",
                where.replace("FILE", product.folder().resolve("e.log").toString()), "--", "sh", "-c",
                "echo bind: address in use >&2; echo bye; exit 3");

        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.dpm("status", "web").out()).contains("exit code 3: bind: address in use");
            assertThat(product.dpm("incidents", "web").expect(0).out())
                    .contains("its last words: bind: address in use");
        });
    }

    @Test
    void a_target_of_the_name_under_which_stderr_is_shown_is_refused() {
        product.file("dpm.yaml", "targets:\n  web: {command: [sleep, 9], stderr: " + product.folder().resolve("e.log")
                + "}\n  web.err: {command: [sleep, 9]}\n");

        assertThat(product.dpm("check", "dpm.yaml").expect(2).err()).contains("web.err", "allowed: ");
    }

    /**
     * With a nice value, the runner launches the target through further programs, so that the streams are connected in
     * another way.
     */
    @ParameterizedTest
    @CsvSource({"apart,", "null,", "FILE,", "merge,", "apart,nice: 1", "null,nice: 1", "FILE,nice: 1"})
    void goes_where_it_shall(String where, String more) throws Exception {
        Path file = product.folder().resolve("errors.log");
        product.file("dpm.yaml", "targets:\n  web: {command: [sh, -c, 'echo said; echo wrong >&2; exec sleep 1000'], "
                + "start_seconds: 0, stderr: " + where.replace("FILE", file.toString())
                + (more == null ? "" : ", " + more) + "}\n");
        product.dpm("start", "--config", "dpm.yaml").expect(0);

        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("logs", "web").out())
                .isEqualTo(where.equals("merge") ? "said\nwrong\n" : "said\n"));
        Path apart = product.home().resolve("logs/targets/web.err.log");
        if (where.equals("apart")) {
            Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("logs", "web.err").expect(0).out())
                    .isEqualTo("wrong\n"));
        } else {
            assertThat(apart).doesNotExist();
        }
        if (where.equals("FILE")) {
            Product.await(Runner.PATIENCE, () -> assertThat(Files.readString(file)).isEqualTo("wrong\n"));
        }
    }
}
