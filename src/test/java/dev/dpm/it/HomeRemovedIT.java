package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Slow;

/** Tests a daemon whose home folder, or a part of it, is deleted. */
class HomeRemovedIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private String token;
    private long daemon;
    private long web;

    @BeforeEach
    void start() {
        product.dpm("start", "--name", "web", "--start_seconds", "0.05", "--", "sleep", "1000").expect(0);
        token = Runner.read(product.home().resolve("token"));
        daemon = runner.pid();
        web = runner.pidOf("web");
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every file that a client or another daemon needs exists again. */
    private void awaitWhole() {
        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.pid()).isEqualTo(daemon);
            assertThat(product.home().resolve("token")).hasContent(token.strip());
            assertThat(product.home().resolve("dpm.pid")).hasContent("" + daemon);
            assertThat(product.home().resolve("dpm.lock")).exists();
            assertThat(product.home().resolve("dpm.sock")).exists();
            assertThat(Path.of(runner.record("jar"))).exists();
            assertThat(StateFile.of(product, "web").file()).isNotEmptyFile();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(product.home())))
                    .isEqualTo("rwx------");
        });
    }

    @Test
    void all_comes_back_with_an_event_and_nobody_starts_a_second_daemon() {
        delete(product.home());
        product.dpm("start", "--name", "other", "--start_seconds", "0.05", "--", "sleep", "1000").expect(0);
        awaitWhole();
        assertThat(product.living()).containsExactlyInAnyOrder(daemon, web, runner.pidOf("other"));
        assertThat(product.dpm("events", "-n", "100").expect(0).out()).contains("somebody removed the lock, the token");
    }

    @Test
    void the_next_daemon_adopts_from_the_state_that_came_back() {
        delete(product.home());
        awaitWhole();
        runner.kill();
        product.dpm("start").expect(0);
        assertThat(runner.pidOf("web")).isEqualTo(web);
        assertThat(runner.target("web").path("command").asText()).endsWith("sleep 1000");
    }

    @Test
    void a_home_that_is_moved_away_is_made_anew() throws IOException {
        Files.move(product.home(), product.folder().resolve("elsewhere"));
        assertThat(product.dpm("status").expect(0).out()).contains("pid " + daemon);
        awaitWhole();
        assertThat(product.living()).containsExactlyInAnyOrder(daemon, web);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"token", "daemon.properties", "dpm.pid", "dpm.lock", "dpm.sock", "state", "lib",
            "logs"})
    void a_part_comes_back(String part) {
        delete(product.home().resolve(part));
        awaitWhole();
        product.dpm("start", "--name", "web", "--start_seconds", "0.05", "--", "sleep", "1000").expect(0);
        assertThat(product.living()).containsExactlyInAnyOrder(daemon, web);
    }

    /** The runner can neither restore its home nor answer a client, but a signal must still end it. */
    @Slow
    @Test
    void stop_falls_back_to_the_signal() {
        Runner.kill(daemon, "STOP");
        delete(product.home());
        Product.Result stopped = product.dpm("stop", "--yes").expect(0);
        assertThat(stopped.err()).contains("process " + daemon, "SIGTERM", "SIGCONT");
        assertThat(product.living()).isEmpty();
    }
}
