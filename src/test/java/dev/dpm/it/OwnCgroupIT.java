package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.cgroup.LimitPlaces;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests {@code memory_max}, {@code cpu_quota} and {@code pids_max} in cgroups of this machine. */
@Needs(Tool.PYTHON)
class OwnCgroupIT {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String QUIET = "cpu_threshold: \"off\", memory_threshold: \"off\", monitor_interval: 1, "
            + "start_seconds: 0";
    private static final String HOG = """
            import time
            held = []
            while True:
                held.append(bytearray(b"x") * (4 << 20))
                time.sleep(0.05)
            """;
    /**
     * Forks until the kernel refuses, 60 times at most, writes the number of successful forks, and continues to run.
     */
    private static final String FORKS = """
            import os, time
            born = 0
            try:
                for more in range(60):
                    if os.fork() == 0:
                        time.sleep(1000)
                    born += 1
            except OSError:
                pass
            open("born.new", "w").write(str(born))
            os.rename("born.new", "born")
            time.sleep(1000)
            """;
    /**
     * Leaves a daemon behind that changed its session, its parent, its environment and its folder; the launched process
     * continues to run too.
     */
    private static final String DAEMON = """
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.chdir("/")
                    os.execve("/bin/sh", ["sh", "-c", "echo $$ > %s; exec sleep 1000"], {"PATH": "/bin:/usr/bin"})
                os._exit(0)
            time.sleep(1000)
            """;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private long daemon;

    @BeforeEach
    void cgroups_can_be_made_here() {
        LimitPlaces places = LimitPlaces.ofThisMachine();
        List<String> lacking = Stream.of(Kind.values()).map(places::refusal).flatMap(Optional::stream).toList();
        assumeTrue(lacking.isEmpty(), () -> "limits cannot be held here: " + lacking);
    }

    @AfterEach
    void nothing_is_left() {
        try {
            product.end();
        } finally {
            if (daemon != 0 && Product.isRunning(daemon)) {
                Runner.kill(daemon, "KILL");
            }
        }
    }

    private void start(String targets) {
        product.file("dpm.yaml", "defaults: {" + QUIET + "}\ntargets:\n" + targets.indent(2));
        product.dpm("start", "--config", "dpm.yaml");
    }

    /** The cgroups that a runner made for the first incarnation (run) of a target. */
    private static List<Path> cgroups(String name) {
        try (Stream<Path> all = Files.find(CGROUPS, 8, (path, facts) -> facts.isDirectory()
                && path.getFileName().toString().matches("dpm:[0-9a-f]+:" + name + ":[0-9]+"))) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name, String first, String second) {
        return cgroups(name).stream().flatMap(folder -> Stream.of(folder.resolve(first), folder.resolve(second)))
                .filter(Files::exists).findFirst().map(Targets::read).map(String::strip).orElse("");
    }

    @Test
    void a_hog_is_killed_at_its_own_limit_and_that_is_sure() {
        product.file("hog.py", HOG);
        start("""
                hogit: {memory_max: 48MiB, restart: never, command: [python3, hog.py]}
                besideit: {command: [sleep, "1000"]}
                """);

        JsonNode exit = runner.awaitEvents("hogit", "TargetExited", 1).get(0);
        assertThat(exit.path("evidence").asText()).isEqualTo("OOM kill seen");
        runner.awaitState("hogit", "EXITED");
        assertThat(runner.stateOf("besideit")).isEqualTo("RUNNING");
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incident", "hogit", "--json").out())
                .contains("\"complete\" : true"));
        JsonNode incident = Runner.parse(product.dpm("incident", "hogit", "--json").expect(0).out());
        assertThat(incident.at("/verdict/cause").asText()).isEqualTo("OOM_KILL");
        assertThat(incident.at("/verdict/certainty").asText()).isEqualTo("CERTAIN");
        assertThat(product.dpm("status", "hogit").out()).contains("own cgroup  memory_max 48.0 MiB");
        assertThat(runner.target("hogit").at("/limits/own_cgroup").asText()).isEqualTo("memory_max 48.0 MiB");
        assertThat(cgroups("hogit")).as("an end leaves no folder").isEmpty();
    }

    @Test
    void a_worker_that_the_kernel_kills_is_counted_while_its_parent_lives() {
        product.file("hog.py", HOG);
        product.file("parent.py", """
                import subprocess, time
                time.sleep(3)
                subprocess.call(["python3", "hog.py"])
                time.sleep(1000)
                """);
        start("parentit: {memory_max: 64MiB, command: [python3, parent.py]}");

        JsonNode seen = runner.awaitEvents("parentit", "OomKillSeen", 1).get(0);

        assertThat(seen.path("severity").asText()).isNotEqualTo("INFO");
        assertThat(runner.stateOf("parentit")).isEqualTo("RUNNING");
        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.target("parentit").at("/limits/oom_kills").asLong()).isEqualTo(1);
            assertThat(runner.target("parentit").at("/limits/memory_limit_bytes").asLong()).isEqualTo(64L << 20);
        });
    }

    @Test
    void forks_beyond_the_limit_fail_and_others_live_on() {
        product.file("forks.py", FORKS);
        start("forkit: {pids_max: 12, command: [python3, forks.py]}");
        Path born = product.folder().resolve("born");
        Product.await(Runner.PATIENCE, () -> assertThat(born).exists());

        assertThat(Integer.parseInt(Targets.read(born))).isEqualTo(11);
        JsonNode refused = runner.awaitEvents("forkit", "ForksRefused", 1).get(0);
        assertThat(refused.path("message").asText()).isEqualTo("the kernel refused 1 new process or thread because of"
                + " pids_max 12; it has 12 now");
        assertThat(product.dpm("status", "forkit").out()).contains("own cgroup  pids_max 12\n",
                "it uses     12 processes and threads, 1 more refused\n");
        assertThat(runner.target("forkit").at("/limits/forks_refused").asLong()).isEqualTo(1);
        assertThat(product.dpm("stop", "--yes").expect(0).all()).contains("stopped forkit");
    }

    @Test
    void forks_that_were_refused_in_a_life_of_a_moment_are_named_too() {
        start("moment: {pids_max: 1, restart: never, command: [sh, -c, 'sleep 0 & exit 1']}");

        JsonNode refused = runner.awaitEvents("moment", "ForksRefused", 1).get(0);
        assertThat(refused.path("message").asText()).matches(
                "the kernel refused [0-9]+ new process(es)? or threads? because of pids_max 1");
        assertThat(refused.path("incarnation").asLong()).isEqualTo(1);
    }

    @Test
    void a_limit_lowered_below_the_number_of_processes_is_in_force_and_said() {
        product.file("forks.py", FORKS);
        start("forkit: {pids_max: 12, command: [python3, forks.py]}");
        Path born = product.folder().resolve("born");
        Product.await(Runner.PATIENCE, () -> assertThat(born).exists());

        product.file("dpm.yaml", "defaults: {" + QUIET + "}\ntargets:\n  forkit: {pids_max: 5, command: [python3,"
                + " forks.py]}\n");
        product.dpm("reload").expect(0);

        assertThat(runner.awaitEvents("forkit", "LimitsNoted", 1).get(0).path("message").asText())
                .isEqualTo("pids_max 5 is in force, and it has 12 processes and threads: they go on, and none can be"
                        + " added before fewer than 5 are left");
        assertThat(read("forkit", "pids.max", "pids.max")).isEqualTo("5");
    }

    @Test
    void a_memory_limit_lowered_below_the_use_stays_and_the_target_says_so_until_it_is_restarted() {
        assumeTrue(Files.exists(CGROUPS.resolve("memory/memory.limit_in_bytes")),
                "version 2 kills in place of refusing");
        product.file("holds.py", """
                import time
                held = bytearray(b"x") * (60 << 20)
                open("held", "w").close()
                time.sleep(1000)
                """);
        String file = "defaults: {" + QUIET + "}\ntargets:\n  holdit: {memory_max: %s, command: [python3, holds.py]}\n";
        product.file("dpm.yaml", file.formatted("200MiB"));
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.folder().resolve("held")).exists());

        product.file("dpm.yaml", file.formatted("20MiB"));
        product.dpm("reload").expect(0);

        JsonNode noted = runner.awaitEvents("holdit", "LimitsNoted", 1).get(0);
        assertThat(noted.path("message").asText()).startsWith("memory_max stays at 200.0 MiB, since it uses ")
                .endsWith(
                        " MiB and the kernel refuses a limit of 20.0 MiB below that: restart it, or run `reload` again"
                                + " when it uses less");
        assertThat(noted.path("severity").asText()).isEqualTo("WARNING");
        assertThat(product.dpm("events", "holdit").out()).contains("memory_max stays at 200.0 MiB")
                .doesNotContain("it runs without");
        assertThat(product.dpm("status", "holdit").out())
                .contains("own cgroup  memory_max 200.0 MiB (20.0 MiB asked for)\n", "! limits of holdit: ");
        assertThat(runner.target("holdit").at("/limits/own_cgroup").asText())
                .isEqualTo("memory_max 200.0 MiB (20.0 MiB asked for)");
        assertThat(product.dpm("events").out()).doesNotContain("RunnerFaulted");

        product.file("holds.py", "import time; time.sleep(1000)");
        product.dpm("restart", "holdit").expect(0);

        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("holdit").at("/limits/own_cgroup").asText())
                .isEqualTo("memory_max 20.0 MiB"));
        assertThat(runner.awaitEvents("holdit", "LimitsNoted", 2).get(1).path("message").asText())
                .isEqualTo("its limits are in force as asked for");
        assertThat(product.dpm("status", "holdit").out()).doesNotContain("limits of holdit");
    }

    /** Even the program's first action, such as a fork, must happen inside the cgroup. */
    @Test
    void a_program_is_in_its_cgroup_from_its_first_instruction_on_in_each_life() {
        start("early: {pids_max: 12, max_restarts: 100, restart: always, restart_interval: 0, backoff_factor: 1,"
                + " command: [sh, -c, \"cat /proc/self/cgroup >> first; echo end >> first; sleep 0.1\"]}");
        Path first = product.folder().resolve("first");

        Product.await(Runner.PATIENCE, () -> assertThat(first).content().containsPattern("(?s)(end.*){20}"));

        assertThat(Targets.read(first).split("end\n")).hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(groups -> assertThat(groups).containsPattern("(?m)^([0-9]+:pids|0:):.*/dpm:.*:early:"));
    }

    @Test
    void a_busy_loop_gets_its_quota_and_a_reload_changes_it_without_a_new_life() {
        start("spinit: {cpu_quota: 20%, command: [python3, -c, \"while True: pass\"]}");
        long pid = runner.pidOf("spinit");
        assertThat(share(pid)).as("a share of 0.2, and a period more").isLessThan(0.27);
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("spinit").at("/limits/throttled_periods").asLong()).isPositive());
        assertThat(product.dpm("status", "spinit").out()).containsPattern("it uses     throttled in [0-9]+ of [0-9]+"
                + " periods of 100 ms \\([0-9]+ %\\)\n");

        product.file("dpm.yaml", "defaults: {" + QUIET + "}\ntargets:\n  spinit: {cpu_quota: 0.6, pids_max: 9, command:"
                + " [python3, -c, \"while True: pass\"]}\n");
        assertThat(product.dpm("reload").expect(0).out()).contains("changed spinit: cpu_quota from 20% to 0.6");

        assertThat(runner.pidOf("spinit")).as("the same life").isEqualTo(pid);
        Product.await(Runner.PATIENCE, () -> {
            assertThat(read("spinit", "cpu.cfs_quota_us", "cpu.max")).startsWith("60000");
            assertThat(read("spinit", "pids.max", "pids.max")).isEqualTo("9");
        });
        assertThat(share(pid)).isLessThan(0.67);
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("spinit").at("/limits/cpu_limit_cores").asDouble())
                        .isEqualTo(0.6));
    }

    /** The processor time that a process uses, in processors, measured over at least two seconds. */
    private static double share(long pid) {
        long before = ticks(pid);
        long begun = System.nanoTime();
        Product.await(Runner.PATIENCE, () -> assertThat(System.nanoTime() - begun)
                .isGreaterThan(Duration.ofSeconds(2).toNanos()));
        // a tick of proc_pid_stat(5) is 10 ms on all architectures that the product supports
        return (ticks(pid) - before) * 1e7 / (System.nanoTime() - begun);
    }

    private static long ticks(long pid) {
        String stat = Targets.read(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Test
    void a_stop_is_exact_also_after_the_runners_death_and_leaves_no_folder() {
        Path told = product.folder().resolve("daemon.pid");
        product.file("daemon.py", DAEMON.formatted(told));
        start("""
                hideit: {memory_max: 200MiB, pids_max: 30, umask: "0027", command: [python3, daemon.py]}
                besideit: {command: [sleep, "1000"]}
                """);
        Product.await(Runner.PATIENCE, () -> assertThat(told).content().endsWith("\n"));
        daemon = Long.parseLong(Targets.read(told).strip());
        long main = runner.pidOf("hideit");
        assertThat(Targets.read(Path.of("/proc/" + main + "/status"))).contains("Umask:\t0027\n");

        runner.kill();
        product.dpm("start").expect(0);

        assertThat(runner.pidOf("hideit")).as("adopted").isEqualTo(main);
        assertThat(read("hideit", "memory.limit_in_bytes", "memory.max")).isEqualTo("209715200");
        assertThat(read("hideit", "pids.max", "pids.max")).isEqualTo("30");
        product.dpm("stop", "hideit", "--yes").expect(0);
        assertThat(List.of(main, daemon)).noneMatch(Product::isRunning);
        assertThat(runner.stateOf("besideit")).isEqualTo("RUNNING");
        product.dpm("remove", "hideit", "--yes").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(cgroups("hideit")).isEmpty());
    }

    @Test
    void a_target_without_limits_gets_no_shell_and_no_cgroup_that_limits() {
        start("plainit: {command: [sleep, \"1000\"]}");

        assertThat(cgroups("plainit")).allMatch(folder -> !folder.startsWith(CGROUPS.resolve("memory"))
                && !folder.startsWith(CGROUPS.resolve("cpu")));
        assertThat(runner.target("plainit").at("/limits/own_cgroup").isNull()).isTrue();
    }

    @Test
    void an_attached_target_has_limits_of_its_owners() {
        product.file("dpm.yaml", """
                targets:
                  sidecar: {attach: true, process_name: nothing, memory_max: 64MiB}
                """);

        assertThat(product.dpm("check", "dpm.yaml").expect(2).all()).contains(
                "memory_max is not allowed with --attach: the process is started by somebody else");
    }
}
