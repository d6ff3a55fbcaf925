package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests attached targets, whose processes this test starts itself. */
class AttachIT {

    private static final List<Process> OURS = new ArrayList<>();
    private static Product product;
    private static Runner runner;

    @BeforeAll
    static void begin() {
        product = new Product();
        runner = new Runner(product);
        product.file("hog.py", """
                import os, sys, time
                held = bytearray(b"x") * (int(sys.argv[1]) << 20)
                if len(sys.argv) > 2 and sys.argv[2] == "forking" and os.fork() == 0:
                    pass
                while True: time.sleep(1)
                """);
        product.dpm("start", "--name", "keeper", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
    }

    @AfterAll
    static void end() {
        try (Product ending = product) {
            ending.dpm("stop", "--yes");
            OURS.forEach(Process::destroyForcibly);
            assertThat(ending.living()).isEmpty();
        }
    }

    private static Process somebodyStarts(String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(product.folder().toFile())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            OURS.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a shell whose process has this name. */
    private static Process named(String name, String... words) {
        return somebodyStarts("bash", "-c", "exec -a " + name + " " + String.join(" ", words));
    }

    private static Product.Result attach(String name, String... options) {
        List<String> words = new ArrayList<>(List.of("start", name, "--attach", "--monitor_interval", "1",
                "--breach_samples", "1", "--memory_basis", "rss"));
        words.addAll(List.of(options));
        return product.dpm(words.toArray(String[]::new));
    }

    private static void letGo(String name) {
        assertThat(product.dpm("stop", name, "--yes").expect(0).out()).contains("letting go of " + name);
    }

    @Test
    void each_selector_finds_it_and_stop_lets_it_go() throws IOException {
        Process process = named("dpmit-each", "sleep", "1001");
        Path file = product.folder().resolve("each.pid");
        Files.writeString(file, process.pid() + "\n");

        attach("by-name", "--process_name", "dpmit-each").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("by-name")).isEqualTo(process.pid()));
        assertThat(runner.target("by-name").path("attached").asBoolean()).isTrue();
        assertThat(product.dpm("restart", "by-name").code()).isEqualTo(1);
        letGo("by-name");

        for (List<String> selector : List.of(List.of("--match", "dpmit-each 100[0-9]$"),
                List.of("--pid", process.pid() + ""), List.of("--pid_file", "each.pid"))) {
            attach("chosen", selector.toArray(String[]::new)).expect(0);
            assertThat(runner.pidOf("chosen")).as("%s", selector).isEqualTo(process.pid());
            product.dpm("stop", "chosen", "--yes").expect(0);
        }
        assertThat(process.isAlive()).isTrue();
        assertThat(runner.events("by-name", "TargetLetGo")).singleElement()
                .satisfies(event -> assertThat(event.path("message").asText()).contains("was not signalled"));
    }

    /** The runner, this test and the process are in one cgroup, like programs that were started from one shell. */
    @Test
    void it_does_not_answer_for_its_neighbours_memory() {
        Process process = named("dpmit-small", "sleep", "1003");
        product.dpm("start", "small", "--attach", "--pid", process.pid() + "", "--monitor_interval", "1",
                "--memory_threshold", "60", "--on_breach", "terminate").expect(0);

        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("small").path("memory_bytes").asLong()).isBetween(1L, 10L << 20));
        assertThat(runner.target("small").path("limits").path("memory_basis_in_force").asText()).isEqualTo("rss");
        assertThat(runner.awaitEvents("small", "MeasureNoted", 1).toString()).contains("so others may be in it");
        letGo("small");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void it_is_found_again_after_somebody_else_restarted_it() {
        assertThat(attach("again", "--process_name", "dpmit-again").expect(0).out())
                .contains("again is waiting: no process matches name dpmit-again");
        assertThat(runner.health("group/target")).isNotEqualTo(404);
        Process first = named("dpmit-again", "sleep", "1002");
        runner.awaitState("again", "RUNNING");

        first.destroyForcibly();
        runner.awaitState("again", "WAITING");
        Process second = named("dpmit-again", "sleep", "1002");
        runner.awaitState("again", "RUNNING");

        assertThat(runner.target("again").path("restarts").asInt()).isEqualTo(1);
        assertThat(runner.target("again").path("restarts_in_window").asInt()).isZero();
        assertThat(runner.target("again").path("last_exit").path("code").isNull()).isTrue();
        assertThat(runner.pidOf("again")).isEqualTo(second.pid());
        letGo("again");
    }

    @Needs(Tool.PYTHON)
    @Test
    void several_trees_are_named_and_none_is_taken_and_a_child_is_no_tree_of_its_own() {
        Process parent = somebodyStarts("python3", "hog.py", "1", "forking", "dpmit-fork");
        attach("several", "--match", "hog[.]py 1 forking dpmit-fork").expect(0);
        runner.awaitState("several", "RUNNING");
        assertThat(runner.pidOf("several")).isEqualTo(parent.pid());
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("several").path("processes").asInt()).isEqualTo(2));
        letGo("several");

        Process other = somebodyStarts("python3", "hog.py", "1", "forking", "dpmit-fork");
        // python3 may be a script that replaces itself by the real program with exec
        Product.await(Runner.PATIENCE, () -> assertThat(Files.readString(Path.of("/proc/" + other.pid() + "/comm")))
                .isEqualTo("python3\n"));
        Product.Result said = product.dpm("start", "several");

        assertThat(said.expect(0).out()).contains("2 process trees match", parent.pid() + " (python3)",
                other.pid() + " (python3)", "not guessed");
        parent.descendants().forEach(ProcessHandle::destroyForcibly);
        other.descendants().forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
        runner.awaitState("several", "RUNNING");
        assertThat(runner.pidOf("several")).isEqualTo(other.pid());
        letGo("several");
    }

    @Needs(Tool.PYTHON)
    @Test
    void a_breach_turns_health_down_or_ends_it_until_the_budget_is_spent() {
        Process hog = somebodyStarts("python3", "hog.py", "60", "dpmit-hog");
        attach("hog", "--match", "dpmit-hog", "--memory_threshold", "30").expect(0);
        runner.awaitEvents("hog", "ThresholdBreached", 1);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.health("group/target")).isEqualTo(503));
        assertThat(hog.isAlive()).isTrue();
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incident", "hog").out())
                .containsPattern("hog: memory .* > 30.0 MiB in \\d+ of \\d+ samples?")
                .contains("Processes, by memory", "dpmit-hog"));
        letGo("hog");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.health("group/target")).isEqualTo(200));

        attach("ended", "--match", "dpmit-hog", "--memory_threshold", "30", "--on_breach", "terminate",
                "--max_restarts", "1").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(hog.isAlive()).isFalse());
        runner.awaitState("ended", "WAITING");
        Process next = somebodyStarts("python3", "hog.py", "60", "dpmit-hog");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("ended").path("given_up").asBoolean()).isTrue());

        assertThat(product.dpm("incidents", "ended").out()).contains("memory ", " > 30.0 MiB", "done: ");
        assertThat(next.isAlive()).isTrue();
        assertThat(runner.target("ended").path("reason").asText()).startsWith("no more signals: 1 of 1 were spent");
        assertThat(runner.target("ended").path("restarts").asInt()).isEqualTo(1);
        letGo("ended");
    }

    @Slow
    @Test
    void the_runners_death_and_its_end_do_not_touch_it() {
        Process process = named("dpmit-death", "sleep", "1003");
        attach("death", "--process_name", "dpmit-death").expect(0);
        long incarnation = runner.events("death", "TargetAttached").get(0).path("incarnation").asLong();

        runner.kill();
        product.dpm("start").expect(0);
        runner.awaitState("death", "RUNNING");
        assertThat(runner.pidOf("death")).isEqualTo(process.pid());
        assertThat(runner.events("death", "TargetAttached")).hasSize(2)
                .allSatisfy(event -> assertThat(event.path("incarnation").asLong()).isEqualTo(incarnation));

        assertThat(product.dpm("stop", "--yes").expect(0).out()).contains("letting go of death");
        assertThat(process.isAlive()).isTrue();
        product.dpm("start", "--name", "keeper", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
    }

    @Test
    void what_cannot_be_meant_is_refused_or_never_taken() {
        Product.Result missing = attach("gone", "--pid", "4194304");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("process 4194304 does not exist");
        assertThat(attach("none").code()).isEqualTo(2);
        assertThat(attach("both", "--process_name", "x", "--restart", "never").err())
                .contains("--restart: is not allowed with --attach");

        assertThat(attach("self", "--pid", runner.pid() + "").expect(0).out())
                .contains("self is waiting", "it is a dpm-runner");
        assertThat(attach("theirs", "--pid", runner.pidOf("keeper") + "").expect(0).out())
                .contains("it belongs to the tree of target keeper");
        product.dpm("stop", "self", "--yes").expect(0);
        product.dpm("stop", "theirs", "--yes").expect(0);
    }
}
