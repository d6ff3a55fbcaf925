package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests programs that try to survive a stop. */
@Needs(Tool.PYTHON)
class EscapeIT extends SharedRunner {

    /**
     * A chain of processes: each forks the next one and ends at once, so that no pid exists for longer than a moment.
     */
    private static final String CHAIN = """
            import os, signal, sys, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            if os.fork() == 0:
                os.setsid()
                while True:
                    if os.fork():
                        os._exit(0)
            while True:
                time.sleep(60)
            """;
    /** Three hundred processes that ignore TERM; whenever a child of one ends, a new child is started. */
    private static final String WIDE = """
            import os, signal, sys, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            def parent(width, below):
                alive = set()
                while True:
                    while len(alive) < width:
                        pid = os.fork()
                        if pid == 0:
                            below()
                            os._exit(0)
                        alive.add(pid)
                    gone, status = os.wait()
                    alive.discard(gone)
            def leaf():
                while True:
                    time.sleep(60)
            parent(12, lambda: parent(24, leaf))
            """;
    /** A process that leaves its session, whose parent ends, and that changes its environment and its name. */
    private static final String MASKED = """
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.execve("/bin/sleep", ["masked", "1000"], {"DPM_MASKED": os.environ["DPM_HOME"]})
                os._exit(0)
            os.wait()
            while True:
                time.sleep(60)
            """;

    @BeforeAll
    static void start_a_runner() {
        product.dpm("start", "--name", "bystander", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
    }

    @AfterEach
    void only_the_bystander_is_left() {
        assertThat(product.living()).containsExactlyInAnyOrder(runner.pid(), runner.pidOf("bystander"));
    }

    private static void start(String name, String python) {
        product.file(name + ".py", python);
        product.dpm("start", "--name", name, "--start_seconds", "0.1", "--stop_grace", "1", "--", "python3",
                name + ".py").expect(0);
    }

    private static long maskedOf(Product where) {
        String mark = "DPM_MASKED=" + where.home();
        Product.await(Runner.PATIENCE, () -> assertThat(where.carrying(mark)).hasSize(1));
        return where.carrying(mark).get(0);
    }

    private static Duration stop(String name) {
        Product.Result result = product.dpm("stop", name, "--yes").expect(0);
        assertThat(runner.stateOf(name)).as(() -> runner.target(name).path("reason").asText()).isEqualTo("STOPPED");
        return result.took();
    }

    @Test
    void a_chain_of_forks_is_broken() {
        start("chain", CHAIN);
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).hasSizeGreaterThanOrEqualTo(4));

        assertThat(stop("chain")).as("a grace of 1 s and a few").isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void hundreds_that_fork_while_they_are_killed_are_ended() {
        start("wide", WIDE);
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).hasSizeGreaterThan(290));

        assertThat(stop("wide")).as("a grace of 1 s and a few").isLessThan(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deaf  | trap '' TERM; setsid sh -c "trap '' TERM; sh -c 'while :; do sleep 1; done' & while :; do sleep 1; done" & while :; do sleep 1; done
            under | (setsid sh -c "trap '' TERM HUP; while :; do sleep 1; done" &); exec sleep 1000
            """)
    void what_ignores_the_signal_in_a_session_of_its_own_goes(String name, String program) {
        product.dpm("start", "--name", name, "--start_seconds", "0.3", "--stop_grace", "1", "--", "sh", "-c", program)
                .expect(0);

        assertThat(stop(name)).as("a grace of 1 s and a few").isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void what_was_frozen_is_woken_to_answer_the_signal() {
        product.dpm("start", "--name", "frozen", "--start_seconds", "0.3", "--stop_grace", "20", "--", "sh", "-c",
                "trap 'echo answered; exit 3' TERM; while :; do sleep 0.1; done").expect(0);
        Runner.kill(runner.pidOf("frozen"), "STOP");

        assertThat(stop("frozen")).as("not killed after the grace").isLessThan(Duration.ofSeconds(15));

        assertThat(runner.outputOf("frozen")).contains("answered");
        assertThat(runner.target("frozen").path("last_exit").path("code").asInt()).isEqualTo(3);
    }

    @Test
    void a_restart_leaves_nothing_of_the_life_before() {
        product.dpm("start", "--name", "again", "--start_seconds", "0.3", "--stop_grace", "1", "--", "sh", "-c",
                "(setsid sh -c \"trap '' TERM; while :; do sleep 1; done\" &); exec sleep 1000").expect(0);
        List<Long> before = product.living();

        product.dpm("restart", "again").expect(0);
        runner.awaitState("again", "RUNNING");

        before.removeAll(List.of(runner.pid(), runner.pidOf("bystander")));
        assertThat(before).hasSizeGreaterThanOrEqualTo(2).noneMatch(Product::isRunning);
        stop("again");
    }

    @Test
    void an_orphan_with_another_environment_does_not_outlive_the_runners_only_target() {
        try (Product other = new Product()) {
            other.file("masked.py", MASKED);
            other.dpm("start", "--name", "masked", "--start_seconds", "0.5", "--", "python3", "masked.py").expect(0);
            long masked = maskedOf(other);

            other.dpm("stop", "masked", "--yes").expect(0);

            assertThat(Product.isRunning(masked)).isFalse();
            other.dpm("stop", "--yes").expect(0);
        }
    }

    @Test
    void an_orphan_that_a_sample_has_seen_is_known_whatever_it_turns_into() {
        String slowly = MASKED.replace("    os._exit(0)",
                "    [time.sleep(0.05) for _ in iter(lambda: os.path.exists('go'), True)]; os._exit(0)")
                .replace("os.wait()\n", "");
        product.file("slowly.py", slowly);
        product.dpm("start", "--name", "slowly", "--start_seconds", "0.1", "--monitor_interval", "1", "--", "python3",
                "slowly.py").expect(0);
        long masked = maskedOf(product);
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("slowly").path("processes").asInt()).isEqualTo(3));
        product.file("go", "");
        Product.await(Runner.PATIENCE, () -> assertThat(Product.parentOf(masked)).isEqualTo(runner.pid()));

        stop("slowly");

        assertThat(Product.isRunning(masked)).isFalse();
    }
}
