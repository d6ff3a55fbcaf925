package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/**
 * Tests that targets survive the runner's death, and that the next runner supervises them again, whatever the condition
 * of the files that the dead runner left.
 */
class AdoptionIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final Path state = product.home().resolve("state/targets/web.properties");
    private long pid;

    @BeforeEach
    void start_a_target() {
        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--restart_interval", "0", "--monitor_interval",
                "1", "--", "sh", "-c", "sleep 1000 & wait").expect(0);
        pid = runner.pidOf("web");
    }

    /** Asserts that the target runs in the same process as before, and that no second process of the target exists. */
    private void assertAdopted() {
        runner.awaitState("web", "RUNNING");
        JsonNode target = runner.target("web");
        assertThat(target.path("pid").asLong()).isEqualTo(pid);
        assertThat(target.path("adopted").asBoolean()).isTrue();
        assertThat(product.living()).as("runner, shell, sleep").hasSize(3).contains(pid, runner.pid());
    }

    @Slow
    @Test
    void a_runner_killed_with_9_is_followed_by_one_that_carries_on() {
        runner.kill();

        assertThat(product.dpm("start").expect(0).all()).contains("web");

        assertAdopted();
        assertThat(runner.events("web", "TargetAdopted")).hasSize(1);
        assertThat(runner.target("web").path("restarts").asInt()).isZero();
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("web").path("processes").asInt()).isEqualTo(2));
    }

    @Slow
    @Test
    void the_end_of_an_adopted_target_is_noticed_and_followed_by_a_restart() {
        runner.kill();
        product.dpm("start").expect(0);
        assertAdopted();

        Runner.kill(pid, "KILL");

        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
            assertThat(runner.pidOf("web")).isNotEqualTo(pid);
        });
        JsonNode target = runner.target("web");
        assertThat(target.path("adopted").asBoolean()).isFalse();
        assertThat(target.path("restarts").asInt()).isEqualTo(1);
        assertThat(target.path("last_exit").path("code").isNull()).isTrue();
        assertThat(target.path("last_exit").path("signal").isNull()).isTrue();
        assertThat(runner.events("web", "TargetExited").get(0).path("message").asText()).contains("unknown");
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).as("runner, shell, sleep").hasSize(3));
    }

    @Slow
    @Test
    void a_target_that_died_while_no_runner_looked_is_restarted_once() {
        runner.kill();
        product.living().forEach(left -> Runner.kill(left, "KILL"));

        product.dpm("start");

        runner.awaitState("web", "RUNNING");
        assertThat(runner.target("web").path("restarts").asInt()).isEqualTo(1);
        assertThat(runner.events("web", "TargetStarted")).hasSize(2);
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incidents", "web").out()).contains("found dead",
                "it was found dead when the runner came back: it ended while no runner watched, and how it ended cannot"
                        + " be known"));
        assertThat(product.dpm("incident", "web").out()).contains("unknown: ", "What was done");
    }

    @Test
    void status_and_stop_know_targets_that_run_unsupervised() {
        runner.kill();

        Product.Result status = product.dpm("status").expect(3);
        JsonNode json = Runner.parse(product.dpm("status", "--json").expect(3).out());

        assertThat(status.out()).contains("1 target runs unsupervised: `start` adopts it").contains("" + pid);
        assertThat(json.path("runner").isNull()).isTrue();
        assertThat(json.path("targets").get(0).path("pid").asLong()).isEqualTo(pid);
        product.dpm("stop").expect(2);
        assertThat(Product.isRunning(pid)).isTrue();
        product.dpm("stop", "--yes").expect(0);
        assertThat(product.living()).isEmpty();
        assertThat(product.dpm("status").expect(3).out()).doesNotContain("unsupervised");
    }

    @Test
    void the_next_runner_writes_down_once_that_the_one_before_was_lost() {
        long lost = runner.pid();
        runner.kill();
        product.dpm("start").expect(0);
        product.dpm("stop", "--keep_targets", "--yes").expect(0);
        product.dpm("start").expect(0);

        assertThat(product.dpm("events", "-n", "1000").expect(0).out().lines()
                .filter(line -> line.contains("ended without a word"))).singleElement().asString()
                .contains("(process " + lost + ")", "killed, most likely", "the machine went on is certain",
                        "1 target was unsupervised for up to ");
    }

    @Test
    void a_stop_of_one_target_says_that_the_others_go_on_unsupervised() {
        product.dpm("start", "--name", "second", "--start_seconds", "0.05", "--", "sleep", "1000").expect(0);
        runner.kill();

        assertThat(product.dpm("stop", "web", "--yes").expect(0).out()).isEqualTo("stopped web\n"
                + "no runner is running; the other target goes on unsupervised until `start`\n");

        assertThat(product.dpm("status").expect(3).out()).contains("1 target runs unsupervised", "second");
    }

    @Test
    void events_of_a_killed_runner_are_shown_as_it_would_have_shown_them() {
        String text = product.dpm("events", "web", "-n", "2").expect(0).out();
        String json = product.dpm("events", "--json", "--since", "1h").expect(0).out();
        runner.kill();

        Product.Result left = product.dpm("events", "web", "-n", "2").expect(0);

        assertThat(text).hasLineCount(2);
        assertThat(left.out()).isEqualTo(text);
        assertThat(left.err()).contains("no runner is running on " + product.home());
        assertThat(product.dpm("events", "--json", "--since", "1h").expect(0).out()).startsWith(json);
        assertThat(product.dpm("events", "-f").expect(3).err()).contains("nothing new can follow");
        product.dpm("events", "nope").expect(2);
    }

    @Slow
    @Test
    void stop_keep_targets_ends_only_the_runner() {
        assertThat(product.dpm("stop", "--keep_targets", "--yes").expect(0).out()).contains("unsupervised");
        assertThat(product.living()).hasSize(2).contains(pid);

        product.dpm("start").expect(0);

        assertAdopted();
    }

    @Slow
    @Test
    void damaged_files_are_set_aside_and_the_cookie_prevents_a_second_copy() throws IOException {
        runner.kill();
        Files.writeString(state, "schema=1\nname=web\nwan");
        Path journal = product.home().resolve("state/events.jsonl");
        Files.writeString(journal, Runner.read(journal) + "{\"schema\":1,\"sequ\u0000\n\n???");

        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--restart_interval", "0", "--monitor_interval",
                "1", "--", "sh", "-c", "sleep 1000 & wait").expect(0);

        assertAdopted();
        assertThat(names(state.getParent())).anyMatch(name -> name.startsWith("web.properties.damaged-"));
        assertThat(runner.log()).contains("is damaged");
        assertThat(runner.events("web", "TargetStarted")).as("the journal's sound part").isNotEmpty();
    }

    @Slow
    @Test
    void a_bare_start_survives_a_state_file_that_is_gone() throws IOException {
        runner.kill();
        Files.delete(state);

        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--restart_interval", "0", "--monitor_interval",
                "1", "--", "sh", "-c", "sleep 1000 & wait").expect(0);

        assertAdopted();
    }

    @Test
    void files_of_a_newer_version_are_refused_and_left_alone() throws IOException {
        runner.kill();
        String before = Runner.read(state);
        String newer = before.replaceFirst("(?m)^schema=1$", "schema=2");
        assertThat(newer).isNotEqualTo(before);
        Files.writeString(state, newer);
        try {
            Product.Result start = product.dpm("start").expect(1);
            Product.Result other = product.dpm("start", "--name", "other", "--", "sleep", "1000").expect(1);

            assertThat(start.err()).contains("newer").contains("web.properties");
            assertThat(other.err()).contains("newer");
            assertThat(state).hasContent(newer);
            assertThat(names(state.getParent())).containsExactly("web.properties");
            assertThat(product.living()).as("shell, sleep, no runner").hasSize(2).contains(pid);
        } finally {
            Files.writeString(state, before);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
