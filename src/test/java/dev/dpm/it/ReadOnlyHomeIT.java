package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests a home that the runner cannot write to, from the start on or later. */
class ReadOnlyHomeIT {

    private static final String SENTENCE = "cannot be made (permission denied): set DPM_HOME to a folder you may write";
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final Path locked = product.folder().resolve("locked");

    @BeforeEach
    void lock() throws IOException {
        assumeTrue(!IS_ROOT || Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not on this machine");
        Files.setPosixFilePermissions(product.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(locked,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    }

    @AfterEach
    void leave_nothing_behind() {
        try (product) {
            for (String home : List.of("one", "two")) {
                product.carrying("DPM_HOME=" + locked.resolve(home))
                        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            }
        }
    }

    /** Starts a runner as a user without root's rights, in a home that the user cannot make. */
    private Process begin(String home, String output, String... args) throws IOException {
        ProcessBuilder builder = product.with("DPM_HOME", locked.resolve(home).toString()).builder(args);
        if (IS_ROOT) {
            builder.command().addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        return builder.redirectInput(new File("/dev/null")).redirectErrorStream(true)
                .redirectOutput(product.folder().resolve(output).toFile()).start();
    }

    private String said(String output) {
        return Runner.read(product.folder().resolve(output));
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<Long> living(String home) {
        return product.carrying("DPM_HOME=" + locked.resolve(home));
    }

    private void awaitSaid(String output, String words) {
        Product.await(Runner.PATIENCE, () -> assertThat(said(output)).contains(words));
    }

    @Test
    void start_says_it_in_one_sentence_and_leaves_nothing() throws Exception {
        Process start = begin("one", "start.log", "start", "--name", "web", "--", "sleep", "1000");

        assertThat(end(start)).isEqualTo(1);
        assertThat(said("start.log").lines()).hasSize(1).first().asString().contains(SENTENCE);
        assertThat(living("one")).isEmpty();
        assertThat(locked).isEmptyDirectory();
    }

    @Test
    void run_goes_on_says_it_once_and_ends_with_the_targets_code() throws Exception {
        Process run = begin("one", "run.log", "run", "--name", "web", "--restart", "never", "--", "sh", "-c",
                "echo hello; sleep 1; exit 7");

        assertThat(end(run)).isEqualTo(7);
        assertThat(said("run.log")).contains("hello").containsOnlyOnce(SENTENCE);
        assertThat(living("one")).isEmpty();
        assertThat(locked).isEmptyDirectory();
    }

    @Test
    void a_run_that_was_killed_leaves_one_copy_which_the_next_run_adopts_and_no_other_home_touches() throws Exception {
        String[] words = {"run", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000"};
        Process first = begin("one", "first.log", words);
        awaitSaid("first.log", "is running");
        first.destroyForcibly();
        Product.await(Runner.PATIENCE, () -> assertThat(living("one")).as("the orphan").hasSize(1));
        long orphan = living("one").get(0);

        Process other = begin("two", "other.log", words);
        awaitSaid("other.log", "is running");
        Process second = begin("one", "second.log", words);
        awaitSaid("second.log", "adopted process " + orphan);

        assertThat(living("one")).as("runner and target").hasSize(2).contains(orphan);
        assertThat(living("two")).as("runner and target").hasSize(2);
        other.destroy();
        end(other);
        assertThat(living("one")).hasSize(2);
        second.destroy();
        end(second);
        assertThat(living("one")).isEmpty();
    }

    @Test
    void a_daemon_whose_home_turns_read_only_goes_on_and_writes_everything_afterwards() throws Exception {
        try (SmallDisk disk = SmallDisk.underHome(product, 13)) {
            product.dpm("start", "--name", "web", "--start_seconds", "0", "--restart_interval", "0", "--", "sh", "-c",
                    "echo up $$; exec sleep 1000").expect(0);
            long first = runner.pidOf("web");
            disk.forbidWriting();
            Runner.kill(first, "KILL");

            Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isPositive().isNotEqualTo(first));
            runner.awaitState("web", "RUNNING");
            assertThat(runner.health("group/runner")).isEqualTo(200);
            Product.await(Runner.PATIENCE, () -> assertThat(product.get(runner.record("console"), true).body())
                    .contains("role=\"status\">state: ", "role=\"status\">output of web: ", "ead-only file system"));
            assertThat(product.dpm("run", "--name", "web", "--", "sleep", "1000").expect(1).err())
                    .contains("another runner is at work").contains("process " + runner.pid());
            assertThat(product.living()).as("runner and target").hasSize(2);

            disk.allowWriting();
            JournalOnDisk journal = new JournalOnDisk(product);
            Product.await(Runner.PATIENCE, () -> assertThat(journal.saidOf("state")).containsExactly("RunnerFaulted",
                    "RunnerNoted"));
            product.dpm("restart", "web").expect(0);
            Product.await(Runner.PATIENCE,
                    () -> assertThat(runner.outputOf("web")).contains("up " + runner.pidOf("web")));
            Product.await(Runner.PATIENCE, () -> assertThat(journal.saidOf("output of web"))
                    .containsExactly("RunnerFaulted", "RunnerNoted"));
            journal.isGapless();
            product.dpm("stop", "--yes").expect(0);
            assertThat(product.living()).isEmpty();
        }
    }
}
