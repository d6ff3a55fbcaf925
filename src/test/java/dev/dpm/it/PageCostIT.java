package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures the runner's CPU time for a page of the console, with many targets and a long journal. */
class PageCostIT {

    private static final int TARGETS = 63;
    private static final int JOURNAL_BYTES = 600 << 10;
    private static final int ROUNDS = 7;
    private static final int PAGES = 10;
    /**
     * The largest CPU time of a page in milliseconds. A quiet machine needs 46 ms (src/bench/render.py; once 727 ms),
     * and a busy machine needs more.
     */
    private static final double MOST_MILLIS = 150;

    private static Product product;
    private static Runner runner;

    @BeforeAll
    static void start_many_targets_with_a_long_journal() throws IOException {
        product = new Product();
        runner = new Runner(product);
        Files.createDirectory(product.home(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(product.home().resolve("events.jsonl"), journal());
        StringBuilder file = new StringBuilder("defaults: {monitor_interval: 60, start_seconds: 0}\ntargets:\n");
        for (int i = 0; i < TARGETS; i++) {
            file.append(String.format(Locale.ROOT, "  target-%02d: {command: [sleep, '1000']}%n", i));
        }
        product.dpm("start", "--config", product.file("dpm.yaml", file.toString()).toString()).expect(0);
        product.dpm("console").expect(0);
    }

    @AfterAll
    static void stop_them() {
        if (product != null) {
            product.dpm("stop", "--yes");
            product.close();
        }
    }

    private static String journal() {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; lines.length() < JOURNAL_BYTES; i++) {
            lines.append(String.format(Locale.ROOT,
                    "{\"schema\":1,\"sequence\":%d,\"time\":\"2026-11-01T10:00:00.000Z\",\"type\":\"TargetExited\","
                            + "\"target\":\"target-%02d\",\"pid\":%d,\"severity\":\"WARNING\",\"message\":\"process %d ended "
                            + "with exit code 1 after 3 min 5 s\",\"exit_code\":1,\"incarnation\":1}%n",
                    i, i % TARGETS, 1000 + i, 1000 + i));
        }
        return lines.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "targets/target-01", "runner"})
    void a_page_costs_little_however_many_targets_and_events_there_are(String path) {
        round(path);
        List<Double> costs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            costs.add(round(path));
        }
        Collections.sort(costs);

        assertThat(costs.get(ROUNDS / 2)).as("milliseconds of CPU for a page, rounds: %s", costs)
                .isLessThan(MOST_MILLIS);
    }

    private static double round(String path) {
        double before = cpuMillis();
        for (int i = 0; i < PAGES; i++) {
            assertThat(runner.page(path).code()).isEqualTo(200);
        }
        return (cpuMillis() - before) / PAGES;
    }

    /** The runner's user and system time in milliseconds (proc(5), in ticks of 10 ms). */
    private static double cpuMillis() {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(runner.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return 10.0 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
