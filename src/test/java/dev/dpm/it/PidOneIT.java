package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code run} as the first process of a container, in a pid namespace of its own. */
class PidOneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> NAMESPACE = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

    private final Product product = new Product();
    private Process unshare;

    @BeforeEach
    void needs_namespaces() throws Exception {
        List<String> probe = new ArrayList<>(NAMESPACE);
        probe.add("true");
        assumeTrue(new ProcessBuilder(probe).start().waitFor() == 0, "this machine gives us no pid namespace");
    }

    @AfterEach
    void close() {
        if (unshare != null) {
            unshare.destroyForcibly(); // --kill-child ends the whole namespace together with unshare
        }
        product.close();
    }

    private void run(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(words));
        ProcessBuilder builder = product.builder(all.toArray(String[]::new));
        builder.command().addAll(0, NAMESPACE);
        unshare = builder.redirectErrorStream(true).redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(product.folder().resolve("said").toFile()).start();
    }

    /** The runner's pid outside the namespace. */
    private long runner() {
        Product.await(PATIENCE, () -> assertThat(unshare.children().count()).isOne());
        return unshare.children().findFirst().orElseThrow().pid();
    }

    private static void signal(long pid, String name) throws IOException, InterruptedException {
        assertThat(Runner.killing(pid, name).start().waitFor()).isZero();
    }

    private String text(String name) {
        Product.await(PATIENCE, () -> assertThat(Files.readString(product.folder().resolve(name))).endsWith("\n"));
        return Targets.read(product.folder().resolve(name));
    }

    private int end() throws InterruptedException {
        assertThat(unshare.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("run ended").isTrue();
        return unshare.exitValue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            never,      exit 5,         5
            never,      kill -KILL $$,  137
            on-failure, exit 0,         0
            on-failure, exit 5,         70
            """)
    void its_exit_code_is_the_targets_or_70(String restart, String script, int expected) throws Exception {
        run("--restart", restart, "--max_restarts", "0", "--", "sh", "-c", script);

        assertThat(end()).isEqualTo(expected);
    }

    @Test
    void several_targets_at_rest_are_exit_code_zero() throws Exception {
        product.file("two.yaml", "targets: {a: {command: [sh, -c, exit 3]}, b: {command: [sh, -c, exit 4]}}\n"
                + "defaults: {restart: never}\n");
        run("--config", "two.yaml");

        assertThat(end()).isZero();
    }

    @Test
    void orphans_are_reaped_at_once_whatever_the_interval_and_an_idle_runner_sleeps() throws Exception {
        run("--monitor_interval", "60", "--", "sh", "-c", "for i in $(seq 80); do (sleep 0.05 &) ; sleep 0.05; done;"
                + " echo done > done; exec sleep 1000");
        long runner = runner();
        int most = 0;
        while (!Files.exists(product.folder().resolve("done"))) {
            most = Math.max(most, zombies(runner).size());
        }

        assertThat(most).as("zombies at any time, of 20 orphans a second").isLessThan(10);
        Product.await(Duration.ofSeconds(2), () -> assertThat(zombies(runner)).isEmpty());
        long before = wakeUps(runner);
        Path quiet = product.folder().resolve("quiet");
        new ProcessBuilder("sh", "-c", "sleep 2; echo > " + quiet).start().waitFor();
        assertThat(wakeUps(runner) - before).as("wake-ups of the thread that waits, in 2 s").isLessThanOrEqualTo(2);
        signal(runner, "TERM");
        assertThat(end()).isZero();
    }

    /** How often the runner's thread that waits for the ends of orphaned processes has woken up. */
    private static long wakeUps(long runner) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + runner + "/task"))) {
            Path thread = tasks.filter(task -> Targets.read(task.resolve("comm")).strip().equals("dpm-orphans"))
                    .findFirst().orElseThrow();
            return Targets.read(thread.resolve("status")).lines()
                    .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    @Test
    void hundreds_of_orphans_are_reaped_while_the_target_lives() throws Exception {
        run("--monitor_interval", "1", "--", "sh", "-c",
                "for i in $(seq 300); do (sleep 0.2 &) ; done; sleep 0.5; echo done > done; exec sleep 1000");
        text("done");
        long runner = runner();

        Product.await(PATIENCE, () -> assertThat(zombies(runner)).isEmpty());
        assertThat(children(runner)).as("the target alone").hasSize(1);
        signal(runner, "TERM");
        assertThat(end()).isZero();
    }

    private static List<Long> children(long pid) throws IOException {
        String listed = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
        List<Long> all = new ArrayList<>(ProcessHandle.of(pid).orElseThrow().children().map(ProcessHandle::pid)
                .toList());
        for (String word : listed.strip().split(" ")) {
            if (!word.isEmpty() && !all.contains(Long.parseLong(word))) {
                all.add(Long.parseLong(word));
            }
        }
        return all;
    }

    private static List<Long> zombies(long pid) throws IOException {
        return children(pid).stream().filter(child -> !Product.isRunning(child)).toList();
    }

    /** Whether this JVM ignores HUP. It does under nohup(1), since Java keeps that setting. */
    private static boolean isHupIgnored() {
        String ignored = Targets.read(Path.of("/proc/self/status")).lines().filter(line -> line.startsWith("SigIgn:"))
                .findFirst().orElseThrow().substring("SigIgn:".length()).strip();
        return (Long.parseUnsignedLong(ignored, 16) & 1) == 1;
    }

    @Test
    void signals_are_passed_on_and_term_stops_the_whole_tree() throws Exception {
        run("--restart", "on-failure", "--", "bash", "-c",
                "for s in HUP USR1 USR2 WINCH CONT; do trap \"echo $s >> got\" $s; done; trap 'exit 9' TERM;"
                        + " setsid sleep 1000 & echo up > up; while :; do sleep 0.1; done");
        text("up");
        long runner = runner();
        List<String> names = new ArrayList<>(List.of("USR1", "USR2", "WINCH", "CONT"));
        if (!isHupIgnored()) {
            names.add(0, "HUP");
        }
        for (String name : names) {
            signal(runner, name);
            Product.await(PATIENCE, () -> assertThat(got()).contains(name));
        }

        signal(runner, "TERM");

        assertThat(end()).isEqualTo(9);
        assertThat(product.living()).isEmpty();
    }

    private List<String> got() throws IOException {
        return Files.readString(product.folder().resolve("got"), StandardCharsets.UTF_8).lines().toList();
    }
}
