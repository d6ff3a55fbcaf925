package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Slow;

/**
 * Tests programs that put themselves into the background and overwrite their environment, as nginx does to set its
 * title. Next to them, another target runs the same program.
 */
class BackgroundIT {

    /**
     * {@code daemon.py NAME [stay]}: forks a daemon with a session and a child of its own. Daemon and child overwrite
     * their environment, byte by byte. {@code NAME.pids} holds the pids of both, {@code NAME.pid} the daemon's. On USR2
     * the daemon starts a successor and writes the successor's pid to {@code NAME.pid}; on TERM the daemon ends with
     * exit code 7. With {@code stay}, the launched process continues to run too, and the daemon is not its child.
     */
    private static final String DAEMON = """
            import ctypes, os, signal, sys, time
            name = sys.argv[1]
            def mask():
                fields = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
                start, end = int(fields[47]), int(fields[48])
                ctypes.memset(start, 0, end - start)
            def write(file, mode):
                with open(file + ".new" if mode == "w" else file, mode) as out:
                    out.write("%d\\n" % os.getpid())
                if mode == "w":
                    os.rename(file + ".new", file)
            def serve():
                mask()
                def upgrade(number, frame):
                    if os.fork() == 0:
                        serve()
                def end(number, frame):
                    os._exit(7)
                signal.signal(signal.SIGUSR2, upgrade)
                signal.signal(signal.SIGTERM, end)
                write(name + ".pids", "a")
                write(name + ".pid", "w")
                while True:
                    time.sleep(0.2)
            if os.fork() == 0:
                if "stay" in sys.argv and os.fork():
                    os._exit(0)
                os.setsid()
                if os.fork() == 0:
                    mask()
                    write(name + ".pids", "a")
                    while True:
                        time.sleep(60)
                serve()
            while "stay" in sys.argv:
                time.sleep(60)
            """;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void end_everything() {
        try (product) {
            product.dpm("stop", "--yes").expect(0);
            for (String name : List.of("web", "other")) {
                pids(name).forEach(pid -> assertThat(Product.isRunning(pid)).as(name + " " + pid).isFalse());
            }
        } finally {
            List.of("web", "other").forEach(name -> pids(name).stream().filter(Product::isRunning)
                    .forEach(pid -> Runner.kill(pid, "KILL")));
        }
    }

    private List<Long> pids(String name) {
        Path file = product.folder().resolve(name + ".pids");
        return Files.exists(file) ? Targets.read(file).lines().map(Long::parseLong).toList() : List.of();
    }

    private long daemonOf(String name) {
        return Long.parseLong(Targets.read(product.folder().resolve(name + ".pid")).strip());
    }

    private List<Long> awaitDaemon(String name, int processes) {
        Product.await(Runner.PATIENCE, () -> assertThat(pids(name)).hasSize(processes));
        Product.await(Runner.PATIENCE, () -> assertThat(product.folder().resolve(name + ".pid")).exists());
        return pids(name);
    }

    /** Starts another target that runs the same program with a daemon of its own. */
    private List<Long> beside(String ownCgroup) {
        product.file("daemon.py", DAEMON);
        product.dpm("start", "--own_cgroup", ownCgroup, "--name", "other", "--start_seconds", "0.2", "--", "python3",
                "daemon.py", "other", "stay").expect(0);
        return awaitDaemon("other", 2);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"off", "auto"})
    void a_launch_that_goes_into_the_background_is_ended_alone_and_told_what_to_do(String ownCgroup) {
        List<Long> others = beside(ownCgroup);
        product.dpm("start", "--name", "web", "--restart", "never", "--", "python3", "daemon.py", "web");
        List<Long> web = awaitDaemon("web", 2);

        runner.awaitState("web", "EXITED");

        assertThat(web).noneMatch(Product::isRunning);
        assertThat(others).allMatch(Product::isRunning);
        assertThat(runner.target("web").path("reason").asText()).contains("puts itself into the background; let it stay"
                + " in the foreground (nginx: daemon off;) or supervise it by its pid file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "auto"})
    void a_daemon_beside_its_living_main_process_is_ended_by_the_stop_of_its_target_alone(String ownCgroup) {
        List<Long> others = beside(ownCgroup);
        product.dpm("start", "--name", "web", "--start_seconds", "0.2", "--", "python3", "daemon.py", "web", "stay")
                .expect(0);
        List<Long> web = awaitDaemon("web", 2);

        product.dpm("stop", "other", "--yes").expect(0);

        assertThat(web).allMatch(Product::isRunning);
        assertThat(others).noneMatch(Product::isRunning);
    }

    @Test
    void what_could_be_either_targets_is_shown_and_stopped_by_a_word_of_its_own() {
        List<Long> others = beside("off");
        product.dpm("start", "--name", "web", "--start_seconds", "0.2", "--", "python3", "daemon.py", "web", "stay")
                .expect(0);
        List<Long> web = awaitDaemon("web", 2);

        product.dpm("stop", "web", "--yes").expect(0);

        assertThat(web).as("the other target runs the same program in the same folder").allMatch(Product::isRunning);
        assertThat(product.dpm("status").out()).contains("2 processes that nobody claims", "stop --unclaimed");
        assertThat(runner.status().path("runner").path("unclaimed")).hasSize(2);
        assertThat(product.dpm("stop", "--unclaimed", "--yes").expect(0).out())
                .contains("stopped 2 processes that nobody claims");
        assertThat(web).noneMatch(Product::isRunning);
        assertThat(others).allMatch(Product::isRunning);
        assertThat(product.dpm("status").out()).doesNotContain("nobody claims");
    }

    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"off", "auto"})
    void a_pid_file_beside_a_command_makes_the_daemon_the_main_process(String ownCgroup) {
        List<Long> others = beside(ownCgroup);
        product.file("web.pid", "1\n");
        product.dpm("start", "--name", "web", "--start_seconds", "0.2", "--pid_file", "web.pid", "--", "python3",
                "daemon.py", "web").expect(0);
        List<Long> web = awaitDaemon("web", 2);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isEqualTo(daemonOf("web")));
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");

        product.dpm("stop", "web", "--yes").expect(0);

        assertThat(web).noneMatch(Product::isRunning);
        assertThat(others).allMatch(Product::isRunning);
        assertThat(runner.target("web").path("last_exit").path("code").asInt()).as("as its subreaper we are told")
                .isEqualTo(7);
    }

    @Slow
    @Test
    void an_upgrade_changes_the_main_process_and_its_end_is_noticed_also_after_the_runners_death() {
        beside("auto");
        product.dpm("start", "--name", "web", "--start_seconds", "0.2", "--restart", "never", "--pid_file", "web.pid",
                "--", "python3", "daemon.py", "web").expect(0);
        awaitDaemon("web", 2);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isEqualTo(daemonOf("web")));
        long before = daemonOf("web");

        Runner.kill(before, "USR2");
        Product.await(Runner.PATIENCE, () -> assertThat(daemonOf("web")).isNotEqualTo(before));
        Runner.kill(before, "TERM");

        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isEqualTo(daemonOf("web")));
        assertThat(runner.story("web")).doesNotContain("TargetExited").contains("MainProcessChanged");
        runner.kill();
        product.dpm("start").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isEqualTo(daemonOf("web")));
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");

        Runner.kill(daemonOf("web"), "KILL");

        runner.awaitState("web", "EXITED");
        assertThat(pids("web")).noneMatch(Product::isRunning);
    }
}
