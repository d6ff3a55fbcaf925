package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Kills the runner at random moments, and in some rounds removes its files too. */
class DeathIT {

    private static final String[] START = {"start", "--name", "web", "--start_seconds", "0.05", "--restart_interval",
            "0", "--max_restarts", "-1", "--stop_grace", "1", "--", "sh", "-c", "echo up $$; sleep 1000 & wait"};

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    /** The faults; in each round the test causes one of them. */
    private enum Fault {
        RUNNER, TARGET_THEN_RUNNER, RUNNER_THEN_TARGET, RUNNER_AND_RECORD, RUNNER_AND_EVERYTHING, TARGET_AND_RECORD
    }

    @Slow
    @Test
    void killed_at_any_moment_it_leaves_one_copy_and_no_second() {
        long seed = Long.getLong("dpm.seed", 20261123L);
        int rounds = Integer.getInteger("dpm.rounds", 12);
        Random random = new Random(seed);
        Set<Long> strangers = new HashSet<>();
        product.dpm(START).expect(0);
        for (int round = 0; round < rounds; round++) {
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            int offset = random.nextInt(60);
            String where = "seed " + seed + ", round " + round + ", " + fault + ", offset " + offset + " ms";
            long before = runner.pidOf("web");
            inflict(fault, offset, before);

            product.dpm(START).expect(0);

            Product.await(Runner.PATIENCE, () -> {
                assertThat(runner.stateOf("web")).as(where).isEqualTo("RUNNING");
                long pid = runner.pidOf("web");
                assertThat(product.living()).as(where + ": runner, shell, sleep").hasSize(3).contains(pid,
                        runner.pid());
                assertThat(childrenOf(pid)).as(where).hasSize(1);
            });
            if (fault == Fault.RUNNER || fault == Fault.RUNNER_AND_RECORD || fault == Fault.RUNNER_AND_EVERYTHING) {
                assertThat(runner.pidOf("web")).as(where).isEqualTo(before);
            }
            strangers.add(runner.pidOf("web"));
        }
        assertThat(runner.outputOf("web").lines().map(line -> Long.parseLong(line.substring(3))))
                .as("each life wrote its line, none is lost").containsAll(strangers);
        System.out.println("DeathIT: seed " + seed + ", " + rounds + " faults, " + rounds + " survived, "
                + strangers.size() + " lives seen");
    }

    private List<Long> childrenOf(long pid) {
        return product.living().stream().filter(other -> Product.parentOf(other) == pid).toList();
    }

    private void inflict(Fault fault, int offset, long target) {
        switch (fault) {
            case TARGET_THEN_RUNNER -> {
                end(target);
                pause(offset);
                runner.kill();
            }
            case RUNNER_THEN_TARGET -> {
                runner.kill();
                end(target);
            }
            case RUNNER, RUNNER_AND_RECORD, RUNNER_AND_EVERYTHING -> {
                pause(offset);
                runner.kill();
            }
            case TARGET_AND_RECORD -> {
                end(target);
                pause(offset);
                runner.kill();
            }
        }
        if (fault == Fault.RUNNER_AND_RECORD || fault == Fault.TARGET_AND_RECORD) {
            delete(StateFile.of(product, "web").file());
        } else if (fault == Fault.RUNNER_AND_EVERYTHING) {
            List.of("state", "daemon.properties", "dpm.pid", "dpm.lock")
                    .forEach(name -> delete(product.home().resolve(name)));
        }
    }

    /**
     * Kills a process from within this JVM: a helper process would need milliseconds, in which the runner could react.
     */
    private static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Slow
    @Test
    void the_end_of_an_adopted_target_is_noticed_at_once() {
        List<Double> millis = new ArrayList<>();
        product.dpm(START).expect(0);
        for (int round = 0; round < 5; round++) {
            runner.kill();
            product.dpm(START).expect(0);
            runner.awaitState("web", "RUNNING");
            assertThat(runner.target("web").path("adopted").asBoolean()).isTrue();
            long pid = runner.pidOf("web");
            int before = runner.events("web", "TargetExited").size();
            Instant killed = Instant.now();
            end(pid);
            List<com.fasterxml.jackson.databind.JsonNode> exits = runner.awaitEvents("web", "TargetExited",
                    before + 1);
            millis.add(Duration.between(killed, Runner.time(exits.get(exits.size() - 1))).toNanos() / 1e6);
            assertThat(exits.get(exits.size() - 1).path("message").asText()).contains("unknown");
            runner.awaitState("web", "RUNNING");
        }
        Collections.sort(millis);
        System.out.println("DeathIT: end of an adopted target noticed after ms " + millis);
        // a busy machine delays a few rounds; a runner that polled for the end of an adopted process would delay every
        // round
        assertThat(millis.get(0)).as("least of " + millis).isLessThan(50);
        assertThat(millis.get(millis.size() / 2)).as("median of " + millis).isLessThan(250);
    }

    @Test
    void a_wait_before_a_restart_goes_on_with_the_budget_kept() {
        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--restart_interval", "2", "--max_restarts",
                "3", "--", "sleep", "1000").expect(0);
        Runner.kill(runner.pidOf("web"), "KILL");
        runner.awaitState("web", "BACKOFF");
        runner.kill();
        assertThat(product.living()).isEmpty();

        product.dpm("start");

        runner.awaitState("web", "RUNNING");
        assertThat(runner.target("web").path("restarts_in_window").asInt()).isEqualTo(1);
        assertThat(product.living()).hasSize(2);
    }

    @Slow
    @Test
    void a_stop_that_the_runners_death_cut_short_is_finished_by_the_next_start() throws IOException {
        product.dpm("start", "--name", "web", "--start_seconds", "0.3", "--stop_grace", "2", "--", "sh", "-c",
                "trap '' TERM; while :; do sleep 0.2; done").expect(0);
        product.dpm("start", "--name", "other", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long pid = runner.pidOf("web");
        product.background(product.folder().resolve("stop.log"), "stop", "web", "--yes");
        runner.awaitState("web", "STOPPING");
        runner.kill();
        assertThat(Product.isRunning(pid)).isTrue();

        product.dpm("start").expect(0);

        runner.awaitState("web", "STOPPED");
        assertThat(Product.isRunning(pid)).isFalse();
        assertThat(runner.stateOf("other")).isEqualTo("RUNNING");
    }

    @Slow
    @Test
    void everything_lost_but_the_folder_stop_still_finds_what_runs() {
        product.dpm(START).expect(0);
        product.dpm("start", "--name", "second", "--start_seconds", "0.1", "--", "sh", "-c",
                "(setsid sleep 1000 &); exec sleep 1001").expect(0);
        long web = runner.pidOf("web");
        runner.kill();
        List.of("state", "daemon.properties", "dpm.pid", "dpm.lock", "logs", "token")
                .forEach(name -> delete(product.home().resolve(name)));
        Runner.kill(product.living().stream().filter(pid -> name(pid).equals("sleep"))
                .filter(pid -> Product.parentOf(pid) != web && !isOrphanSession(pid)).findFirst().orElseThrow(),
                "KILL");

        String status = product.dpm("status").expect(3).out();
        assertThat(status).contains("2 targets run unsupervised", "second", "web  ", "" + web, "its record is lost");
        assertThat(product.dpm("start", "web").expect(1).err()).contains("web runs as process " + web,
                "its record is lost",
                "start --name web -- COMMAND");
        assertThat(product.dpm("stop", "web", "--yes").expect(0).out()).contains("stopped web");
        assertThat(product.living()).hasSize(1);
        assertThat(product.dpm("stop", "--yes").expect(0).out()).contains("stopped second");
        assertThat(product.living()).isEmpty();
    }

    @Test
    void where_all_records_are_empty_start_names_what_still_runs() throws IOException {
        product.dpm(START).expect(0);
        long web = runner.pidOf("web");
        runner.kill();
        Files.writeString(product.home().resolve("state/targets/web.properties"), "");

        assertThat(product.dpm("status").expect(3).out()).contains("1 target runs unsupervised\n", "its record is lost")
                .doesNotContain("adopts");
        assertThat(product.dpm("start").expect(1).err()).contains("nothing was started",
                "web runs as process " + web + " without a runner, but its record is lost");
        assertThat(Product.isRunning(web)).isTrue();
        product.dpm("stop", "--yes").expect(0);
    }

    @Test
    void a_target_whose_record_was_lost_is_told_by_start_and_status_until_its_command_is_known() {
        product.dpm(START).expect(0);
        long web = runner.pidOf("web");
        runner.kill();
        delete(product.home().resolve("state/targets/web.properties"));
        String told = "web runs as process " + web + ", but its record is lost";

        assertThat(product.dpm("start", "--name", "second", "--", "sleep", "1002").expect(0).out())
                .contains("WARNING records of web: " + told);
        assertThat(product.dpm("status").expect(0).out()).contains("! records of web: " + told);
        assertThat(product.dpm("start", "web").expect(1).err()).contains(told, "`start --name web -- COMMAND`");

        product.dpm(START).expect(0);

        assertThat(runner.pidOf("web")).isEqualTo(web);
        assertThat(product.dpm("status").expect(0).out()).doesNotContain("is lost");
    }

    private static String name(long pid) {
        return Runner.read(Path.of("/proc/" + pid + "/comm")).strip();
    }

    private static boolean isOrphanSession(long pid) {
        return Runner.read(Path.of("/proc/" + pid + "/cmdline")).contains("1000");
    }

    @Test
    void two_starts_at_the_same_moment_make_one_runner_and_one_copy() throws InterruptedException {
        Process first = product.background(product.folder().resolve("first.log"), START);
        Process second = product.background(product.folder().resolve("second.log"), START);

        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(List.of(first.exitValue(), second.exitValue())).containsExactly(0, 0);
        assertThat(product.living()).as("runner, shell, sleep").hasSize(3);
    }

    @Test
    void a_runner_that_somebody_stopped_is_woken_and_ended_with_its_targets() {
        product.dpm(START).expect(0);
        Runner.kill(runner.pid(), "STOP");

        Product.Result stopped = product.dpm("stop", "--yes").expect(0);

        assertThat(stopped.err()).contains("silent for 2 s", "SIGTERM", "SIGCONT");
        assertThat(product.living()).isEmpty();
    }

    @Slow
    @Test
    void another_copy_of_the_jar_adopts_and_no_other_version_is_named() throws IOException {
        product.dpm(START).expect(0);
        long pid = runner.pidOf("web");
        product.dpm("stop", "--keep_targets", "--yes").expect(0);
        Path newer = Files.copy(Path.of(Product.jar()), product.folder().resolve("newer.jar"));

        product.dpmFrom(newer, START).expect(0);

        assertThat(runner.pidOf("web")).isEqualTo(pid);
        assertThat(product.dpm("status").expect(0).err()).isEmpty();
        assertThat(product.living()).hasSize(3);
    }
}
