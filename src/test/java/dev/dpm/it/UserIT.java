package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests {@code --user} and {@code --env_file}. Needs root, since a runner needs root to launch a target as another
 * user.
 */
class UserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /**
     * A program that writes only to its output, a file that the runner opened; the program's user has no right to write
     * anywhere.
     */
    private static final String SAY = "grep -E '^(Uid|Gid|Groups|CapEff|SigBlk|NSsid):' /proc/$$/status; umask; env;"
            + " echo ready; exec sleep 1000";

    private static Targets targets;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("sh", "-c", "test $(id -u) = 0 && command -v setpriv").start().waitFor() == 0,
                "only root can run targets as another user");
        targets = new Targets();
    }

    @AfterAll
    static void stop() {
        if (targets != null) {
            targets.close();
        }
    }

    private static String said(String name) {
        Path log = targets.product().home().resolve("logs/targets/" + name + ".log");
        Product.await(PATIENCE, () -> assertThat(Files.readString(log)).contains("\nready\n"));
        return Targets.read(log);
    }

    private static List<String> ids(long pid, String field) {
        return Targets.read(Path.of("/proc/" + pid + "/status")).lines().filter(line -> line.startsWith(field + ":"))
                .flatMap(line -> List.of(line.substring(field.length() + 1).strip().split("\\s+")).stream()).toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            u1, nobody,       65534, 65534, nobody
            u2, 65534:daemon, 65534, 1,     nobody
            u3, 12345:1,      12345, 1,     12345
            """)
    void the_target_is_that_user_wholly_under_its_own_pid(String name, String user, String uid, String gid,
            String login) {
        targets.start(name, "--cwd", "/", "--user", user, "--env", "HOME=/written", "--", "sh", "-c", SAY).expect(0);

        assertThat(said(name)).contains("\nUSER=" + login + "\n", "\nLOGNAME=" + login + "\n", "HOME=/written\n",
                "CapEff:\t0000000000000000");
        long pid = targets.target(name).path("pid").asLong();
        Product.await(PATIENCE, () -> assertThat(Targets.read(Path.of("/proc/" + pid + "/comm")).strip())
                .isEqualTo("sleep"));
        assertThat(ids(pid, "Uid")).containsOnly(uid);
        assertThat(ids(pid, "Gid")).containsOnly(gid);
        assertThat(ids(pid, "Groups")).doesNotContain("0");
        assertThat(ids(pid, "NSsid")).as("a session of its own").contains(Long.toString(pid));
        assertThat(ids(pid, "SigBlk")).containsOnly("0000000000000000");
    }

    @Test
    void umask_holds_beside_the_user() throws Exception {
        ProcessBuilder start = targets.product().builder("start", "--name", "u4", "--start_seconds", "0", "--cwd", "/",
                "--user", "nobody", "--", "sh", "-c", SAY);
        start.command().addAll(0, List.of("sh", "-c", "umask 0027; exec \"$@\"", "sh"));
        Process process = start.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(said("u4").lines()).contains("0027");
    }

    @Test
    void it_is_stopped_whole_though_it_belongs_to_another_user() {
        targets.start("u5", "--cwd", "/", "--user", "nobody", "--stop_grace", "1", "--", "sh", "-c",
                "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo child $!; echo; echo ready; wait")
                .expect(0);
        long child = Long.parseLong(said("u5").lines().filter(line -> line.startsWith("child ")).findFirst()
                .orElseThrow().substring(6));
        long pid = targets.target("u5").path("pid").asLong();

        targets.product().dpm("stop", "u5", "--yes").expect(0);

        assertThat(List.of(child, pid)).noneMatch(Product::isRunning);
    }

    @Test
    void what_the_user_may_not_do_is_said_before_the_launch() {
        Path closed = targets.product().script("closed.sh", "#!/bin/sh\nexec sleep 1000\n");

        Product.Result folder = targets.start("u6", "--max_restarts", "0", "--user", "nobody", "--", "sleep", "1000");
        assertThat(folder.expect(1).err()).contains(
                "its folder " + targets.product().folder() + " may not be entered by its user nobody");
        Product.Result script = targets.start("u7", "--max_restarts", "0", "--user", "nobody", "--cwd", "/", "--",
                closed.toString());
        assertThat(script.expect(1).err()).contains(closed + " may not be executed by its user nobody");
    }

    @Test
    void an_unknown_user_changes_nothing() {
        Product.Result result = targets.start("u8", "--user", "no-such-user", "--", "sleep", "1000");

        assertThat(result.expect(2).err()).contains("--user", "'no-such-user'", "there is no user no-such-user");
        assertThat(targets.product().target("u8")).as("known to the runner").isEmpty();
    }

    @Test
    void a_runner_that_is_not_root_says_that_it_cannot() throws Exception {
        Path home = Files.createTempDirectory("dpm-nobody");
        try {
            Files.setAttribute(home, "unix:uid", 65534);
            ProcessBuilder run = targets.product().builder("run", "--user", "daemon", "--", "sleep", "1000");
            run.command().addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            run.environment().put("DPM_HOME", home.resolve("home").toString());
            run.directory(home.toFile());
            Path err = home.resolve("err");
            Process process = run.redirectErrorStream(true).redirectOutput(err.toFile()).start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(Files.readString(err)).contains("--user: 'daemon' is not allowed: the runner is not root");
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(home.resolve("home")).doesNotExist();
        } finally {
            new ProcessBuilder("rm", "-rf", home.toString()).start().waitFor();
        }
    }

    @Test
    void variables_come_from_files_and_a_reload_of_a_changed_one_restarts() throws Exception {
        Path file = targets.product().file("web.env", "# secrets\nexport GREETING='hello there'\nWHO=file\nOUT=e1\n");
        targets.start("e1", "--env_file", "web.env", "--env", "WHO=flag", "--", "./probe.sh").expect(0);

        targets.awaitFile("e1");
        assertThat(targets.awaitFile("e1.env").lines()).contains("GREETING=hello there", "WHO=flag");
        long pid = targets.target("e1").path("pid").asLong();
        assertThat(Targets.read(Path.of("/proc/" + pid + "/cmdline"))).doesNotContain("hello");
        assertThat(targets.target("e1").toString()).contains("web.env").doesNotContain("hello there");

        Files.writeString(file, "GREETING=bye\nOUT=e1\n");
        Product.Result other = targets.start("e1", "--env_file", "web.env", "--env", "WHO=flag", "--", "./probe.sh");
        assertThat(other.expect(1).err()).contains("running with other options", "env ").doesNotContain("bye");

        Files.writeString(file, "GREETING=hello\nthis is no variable\n");
        assertThat(targets.start("e2", "--env_file", "web.env", "--", "./probe.sh").expect(2).err())
                .contains("--env_file", file.toString(), "line 2 is no K=V");
    }
}
