package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/**
 * Tests that the output of targets stays within its size limits and that no line is lost. Needs a temporary folder on
 * ext4 or xfs, and is skipped with a message otherwise.
 */
class OutputIT {

    private static final long MIB = 1 << 20;

    /** A shell program that writes numbered lines of 16 bytes, and then sleeps. */
    private static final String NUMBERS = "i=1; while [ $i -le $CHUNKS ]; do "
            + "seq -f %015.0f $(( (i-1)*$PER+1 )) $(( i*$PER )); i=$((i+1)); sleep $PAUSE; done; exec sleep 1000";

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private long mostOnDisk;
    private final Path outputs = product.home().resolve("logs/targets");

    @AfterEach
    void leave_nothing_behind() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    private void numbers(int chunks, int per, String pause, String... options) {
        List<String> words = new ArrayList<>(List.of("start", "--name", "web", "--start_seconds", "0"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "sh", "-c", NUMBERS.replace("$CHUNKS", "" + chunks)
                .replace("$PER", "" + per).replace("$PAUSE", pause)));
        product.dpm(words.toArray(String[]::new)).expect(0);
    }

    /** The whole output of the target from all of its files, oldest first. */
    private InputStream all() throws IOException {
        List<InputStream> oldestFirst = new ArrayList<>();
        for (int number = 1000; number >= 0; number--) {
            Path file = outputs.resolve("web.log" + (number == 0 ? "" : "." + number));
            if (Files.exists(file)) {
                oldestFirst.add(Files.newInputStream(file));
            }
        }
        return new SequenceInputStream(Collections.enumeration(oldestFirst));
    }

    /**
     * Asserts that the numbers of the lines follow each other without a gap.
     *
     * @return the first and the last number
     */
    private static long[] consecutive(InputStream in) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            String line = reader.readLine();
            long first = Long.parseLong(line);
            long expected = first;
            while (line != null) {
                assertThat(line).as("after " + (expected - 1)).isEqualTo(String.format("%015d", expected));
                expected++;
                line = reader.readLine();
            }
            return new long[]{first, expected - 1};
        }
    }

    private String last() {
        String said = product.dpm("logs", "web", "-n", "1").out().strip();
        return said.isEmpty() ? "0" : said;
    }

    /**
     * Waits until the rotation has ended, since the test opens the files one after the other and the runner must not
     * rename them meanwhile.
     */
    private void awaitSettled(long max) {
        Product.await(Runner.PATIENCE, () -> {
            assertThat(Files.size(outputs.resolve("web.log"))).isLessThanOrEqualTo(max + 4096);
            assertThat(Runner.read(outputs.resolve("web.log.rotation"))).contains("phase=SETTLED");
        });
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(outputs)) {
            for (Path file : files.toList()) {
                try {
                    bytes += Files.size(file);
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
        }
        return bytes;
    }

    @Slow
    @Test
    void under_full_load_no_line_is_lost_or_doubled_and_a_follower_sees_every_one() throws Exception {
        int lines = 40 * 100_000;
        Path followed = product.folder().resolve("followed");
        numbers(40, 100_000, "0.2", "--log_max_size", "1MiB", "--log_keep", "200");
        Process tail = product.background(followed, "logs", "web", "-f", "-n", "1000000");
        Product.await(Duration.ofSeconds(60), () -> assertThat(last()).isEqualTo(String.format("%015d", lines)));

        assertThat(outputs.resolve("web.log.1")).exists();
        awaitSettled(MIB);
        assertThat(consecutive(all())).as("on disk").containsExactly(1, lines);
        Product.await(Runner.PATIENCE, () -> assertThat(Files.readString(followed).stripTrailing())
                .endsWith(String.format("%015d", lines)));
        tail.destroy();
        assertThat(consecutive(Files.newInputStream(followed))).as("followed")
                .satisfies(seen -> {
                    assertThat(seen[1]).isEqualTo(lines);
                    assertThat(seen[1] - seen[0]).as("far more than one file").isGreaterThan(1_000_000);
                });
        assertThat(product.dpm("logs", "web", "-n", "300000").out().lines()).as("back into rotated files")
                .hasSize(300_000).startsWith(String.format("%015d", lines - 300_000 + 1));
    }

    @Slow
    @Test
    void a_runner_that_is_killed_again_and_again_loses_and_doubles_nothing() throws Exception {
        int lines = 60 * 50_000;
        numbers(60, 50_000, "0.1", "--log_max_size", "256KiB", "--log_keep", "1000");
        for (int death = 0; death < 4; death++) {
            TimeUnit.MILLISECONDS.sleep(1000 + 37 * death);
            runner.kill();
            product.dpm("start", "--log_max_size", "256KiB", "--log_keep", "1000").expect(0);
        }
        Product.await(Duration.ofSeconds(60), () -> assertThat(last()).isEqualTo(String.format("%015d", lines)));
        awaitSettled(256 * 1024);

        assertThat(consecutive(all())).containsExactly(1, lines);
    }

    @Test
    void a_gigabyte_as_fast_as_it_can_costs_the_runner_next_to_nothing() throws Exception {
        product.dpm("start", "--name", "keeper", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.record("console")).isNotEmpty());
        TimeUnit.SECONDS.sleep(5);
        Cpu control = costOf("control", "1K");
        long memory = residentBytes();
        Cpu cost = costOf("web", "1G");
        System.out.printf(
                "1 GiB: the runner took %.2f s of CPU itself and %.2f s in the kernel (for 1 KiB: %.2f, %.2f),"
                        + " its memory went from %d to %d MiB, at most %d MiB on disk, %d MiB at the end%n",
                cost.user, cost.system,
                control.user, control.system, memory / MIB, residentBytes() / MIB, mostOnDisk / MIB, onDisk() / MIB);

        assertThat(onDisk()).as("(keep + 1) x max").isLessThanOrEqualTo(6 * 10 * MIB + 4096);
        assertThat(cost.user - control.user).as("CPU seconds of its own").isLessThan(0.2);
        assertThat(cost.system - control.system).as("CPU seconds in which the kernel frees a gigabyte of page cache: "
                + "0.18 on an idle machine, more than twice that beside thirty others").isLessThan(1);
        assertThat(residentBytes() - memory).as("growth of the runner's memory").isLessThan(20 * MIB);
    }

    /**
     * The CPU time that the runner uses for a target's output, from the target's start until two seconds after its last
     * byte.
     */
    private Cpu costOf(String name, String size) throws Exception {
        Path done = product.folder().resolve(name + ".done");
        Cpu before = cpu();
        product.dpm("start", "--name", name, "--start_seconds", "0", "--restart", "never", "--", "sh", "-c",
                "head -c " + size + " /dev/zero; echo done > " + done + "; sleep 3").expect(0);
        while (!Files.exists(done)) {
            mostOnDisk = Math.max(mostOnDisk, onDisk());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.SECONDS.sleep(2);
        Cpu after = cpu();
        return new Cpu(after.user - before.user, after.system - before.system);
    }

    /** CPU seconds in the runner's own code, and in the kernel on the runner's behalf. */
    private record Cpu(double user, double system) {
    }

    private Cpu cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + runner.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Cpu(Long.parseLong(fields[11]) / 100.0, Long.parseLong(fields[12]) / 100.0);
    }

    private long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/" + runner.pid() + "/statm")).split(" ")[1]) * 4096;
    }

    @Test
    void a_file_that_is_moved_and_made_anew_is_still_shown_and_bounded_and_that_is_said_once() throws Exception {
        numbers(40, 20_000, "0.2", "--log_max_size", "256KiB", "--log_keep", "3");
        Path live = outputs.resolve("web.log");
        Product.await(Runner.PATIENCE, () -> assertThat(live).exists().isNotEmptyFile());
        Product.await(Runner.PATIENCE, () -> assertThat(outputs.resolve("web.log.1")).exists());
        Path moved = outputs.resolve("web.log.old");
        Files.move(live, moved);
        Files.createFile(live);

        assertThat(runner.awaitEvents("web", "OutputDisplaced", 1).toString())
                .contains("renamed to " + moved.toRealPath(), "`restart web`");
        Files.delete(moved);
        String last = String.format("%015d", 40 * 20_000);
        Product.await(Duration.ofSeconds(60), () -> {
            mostOnDisk = Math.max(mostOnDisk, onDisk());
            assertThat(last()).isEqualTo(last);
        });

        assertThat(live).as("nobody writes there").isEmptyFile();
        Product.await(Runner.PATIENCE, () -> assertThat(held()).isLessThanOrEqualTo(256 * 1024 + 4096));
        assertThat(mostOnDisk).as("what is on disk by name").isLessThanOrEqualTo(5 * MIB);
        assertThat(runner.events("web", "OutputDisplaced")).hasSize(1);
        product.dpm("restart", "web").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(live).isNotEmptyFile());
    }

    /** The size of the file to which the target's stdout is connected, whatever the file's present name. */
    private long held() throws IOException {
        return Files.size(Path.of("/proc/" + runner.pidOf("web") + "/fd/1"));
    }

    @Test
    void reload_changes_the_limits_a_target_has_its_own_and_old_output_of_removed_targets_goes() throws Exception {
        Files.createDirectories(outputs);
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
        for (String name : List.of("gone.log", "gone.log.1", "gone.log.9", "other.log.7")) {
            Files.writeString(outputs.resolve(name), "text\n");
            if (name.startsWith("gone")) {
                Files.setLastModifiedTime(outputs.resolve(name), old);
            }
        }
        String target = "targets:\n  web: {command: [sh, -c, 'seq 1 200000; exec sleep 1000'], start_seconds: 0}\n"
                + "  own: {command: [sh, -c, 'seq 1 200000; exec sleep 1000'], start_seconds: 0, log_max_size: 40KiB, "
                + "log_keep: 1}\n";
        product.file("dpm.yaml", target);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(Runner.PATIENCE, () -> {
            assertThat(outputs.resolve("gone.log")).doesNotExist();
            assertThat(outputs.resolve("gone.log.1")).doesNotExist();
            assertThat(outputs.resolve("other.log.7")).doesNotExist();
        });
        Product.await(Runner.PATIENCE, () -> assertThat(outputs.resolve("own.log.1")).exists());
        TimeUnit.SECONDS.sleep(2);
        assertThat(outputs.resolve("web.log.1")).doesNotExist();
        assertThat(outputs.resolve("own.log.2")).doesNotExist();

        product.file("dpm.yaml", "log_max_size: 100KiB\nlog_keep: 2\n" + target);
        Product.Result said = product.dpm("reload").expect(0);

        assertThat(said.out()).contains("log settings");
        Product.await(Runner.PATIENCE, () -> assertThat(outputs.resolve("web.log.2")).exists());
        assertThat(outputs.resolve("own.log.2")).doesNotExist();
        assertThat(onDisk()).isLessThan(3 * 100 * 1024 + 2 * 40 * 1024 + 16_384);
    }
}
