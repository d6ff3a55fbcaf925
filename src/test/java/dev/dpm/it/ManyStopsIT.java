package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests the stop of many slow targets by a runner that gets processor time only now and then. */
class ManyStopsIT {

    private static final int MANY = 20;

    @AutoClose
    private final Product product = new Product();
    private Runner runner;
    private List<Long> pids;

    @BeforeEach
    void start_them_all() {
        product.script("slow.sh", "#!/bin/sh\ntrap '' TERM\nexec sleep 1000\n");
        product.file("dpm.yaml", "defaults: {start_seconds: 0, stop_grace: 2}\ntargets:\n" + names()
                .map(name -> "  " + name + ": {command: [./slow.sh]}").collect(Collectors.joining("\n", "", "\n")));
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        runner = new Runner(product);
        pids = names().map(runner::pidOf).toList();
        assertThat(pids).hasSize(MANY).allMatch(Product::isRunning);
    }

    private static Stream<String> names() {
        return IntStream.rangeClosed(1, MANY).mapToObj(number -> "t" + number);
    }

    /**
     * Suspends and continues the runner in turns until a command has ended. Each suspension is longer than the time for
     * which a client waits for an answer.
     */
    private void slice(Process command) throws InterruptedException {
        long pid = runner.pid();
        for (int turn = 0; turn < 60 && command.isAlive(); turn++) {
            signal(pid, "STOP");
            command.waitFor(1500, TimeUnit.MILLISECONDS);
            signal(pid, "CONT");
            command.waitFor(500, TimeUnit.MILLISECONDS);
        }
    }

    private static void signal(long pid, String signal) {
        if (Product.isRunning(pid)) {
            Runner.kill(pid, signal);
        }
    }

    @Slow
    @Test
    void stop_of_all_waits_while_the_runner_makes_progress() throws Exception {
        Path said = product.folder().resolve("said");
        Process stop = product.background(said, "stop", "--yes");
        slice(stop);

        assertThat(stop.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(stop.exitValue()).as(() -> Runner.read(said)).isZero();
        assertThat(pids).as("left behind").noneMatch(Product::isRunning);
        assertThat(Runner.read(said)).contains("stopped ", " and the runner").doesNotContain("SIGTERM");
    }

    @Slow
    @Test
    void so_does_a_stop_by_their_names() throws Exception {
        Path said = product.folder().resolve("said");
        Process stop = product.background(said, "stop", "t*", "--yes");
        slice(stop);

        assertThat(stop.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(stop.exitValue()).as(() -> Runner.read(said)).isZero();
        assertThat(pids).as("left behind").noneMatch(Product::isRunning);
        assertThat(Runner.read(said).lines()).filteredOn(line -> line.endsWith(" is stopped")).hasSize(MANY);
        product.dpm("stop", "--yes").expect(0);
    }
}
