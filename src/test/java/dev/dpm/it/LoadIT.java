package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests the memory limits for all requests together: floods with and without a token, against the heap of 32 MB that
 * every daemon has, while the owner requests the status and the runner restarts a killed target. The file {@code
 * target/load-figures.txt} contains the figures of the last run.
 */
class LoadIT {

    private static final int AT_ONCE = 12;
    private static final long LARGE = 4_100_000;
    private static final long MOST_OF_API = 1 << 20;
    /**
     * The longest time for an answer on a busy machine; on an idle machine, an answer takes some tens of milliseconds.
     */
    private static final Duration QUICKLY = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final Pattern USED = Pattern.compile("(?:new generation|tenured generation) .*?used (\\d+)K");
    private static final Path FIGURES = Path.of("target", "load-figures.txt");

    /**
     * The largest number of log lines during an attack: those about the target, which is killed once, and one line for
     * each kind of misuse in ten seconds.
     */
    private static final int MOST_LINES = 20;

    private static Product product;
    private static Runner runner;
    private static long daemon;
    private static String owner;
    private static final List<String> figures = new ArrayList<>();

    @BeforeAll
    static void start() {
        product = new Product();
        runner = new Runner(product);
        product.dpm("start", "--name", "web", "--restart_interval", "0", "--max_restarts", "-1", "--backoff_max", "0",
                "--",
                "sleep", "600").expect(0);
        daemon = runner.pid();
        owner = "Authorization: Bearer " + Runner.read(product.home().resolve("token")).strip() + "\r\n";
        figures.add(String.format("%-58s %9s %9s %9s %11s %11s", "flood", "requests", "MB sent", "heap MB",
                "status ms", "respawn ms"));
    }

    @AfterAll
    static void leave_the_figures_and_nothing_else() throws IOException {
        Files.write(FIGURES, figures);
        product.end();
    }

    @Test
    void large_bodies_on_the_management_port() {
        during("12 bodies of 4.1 MB, management", runner.record("management"),
                flood -> assertThat(flood.bodies(AT_ONCE, "/q/health", "", "a", LARGE, false)).containsOnly(413));
        during("12 chunked bodies of 4.1 MB, management", runner.record("management"),
                flood -> assertThat(flood.bodies(AT_ONCE, "/q/health", "", "a", LARGE, true)).containsOnly(413));
    }

    @Test
    void large_forms_at_the_login() {
        during("12 forms of 4.1 MB, /login", runner.record("console"), flood -> assertThat(
                flood.bodies(AT_ONCE, "/login", FORM, "token=aaaa", LARGE, false)).containsOnly(413));
        during("12 chunked forms without end, /login", runner.record("console"), flood -> assertThat(
                flood.bodies(AT_ONCE, "/login", FORM, "token=aaaa", 10 * LARGE, true)).isSubsetOf(413, 503, 0));
        during("60 forms of 60 KB, /login", runner.record("console"), flood -> {
            for (int i = 0; i < 5; i++) {
                assertThat(flood.bodies(AT_ONCE, "/login", FORM, "token=aaaa", 60_000, false))
                        .allMatch(status -> status == 401 || status == 503 || status == 0);
            }
        });
    }

    @Test
    void large_bodies_with_and_without_the_token() {
        during("12 JSON bodies of 4.1 MB, API with the token", runner.record("console"),
                flood -> assertThat(
                        flood.bodies(AT_ONCE, "/api/v1/targets", owner + "Content-Type: application/json\r\n",
                                "{\"name\":\"aaaa", LARGE, false))
                        .containsOnly(413));
        for (String shape : List.of("[{},{}],", "{\"a\":1},", "\"a\",[[]],")) {
            during("12 JSON bodies of 1 MB, " + shape, runner.record("console"),
                    flood -> assertThat(flood.bodies(AT_ONCE, "/api/v1/targets",
                            owner + "Content-Type: application/json\r\n", shape, MOST_OF_API, false))
                            .allMatch(status -> status >= 400 && status < 500 || status == 503));
        }
        during("12 forms of 1 MB, API with the token", runner.record("console"),
                flood -> assertThat(flood.bodies(AT_ONCE, "/api/v1/targets", owner + FORM, "word=&a=%41&", MOST_OF_API,
                        false)).allMatch(status -> status >= 400 && status < 500 || status == 503));
        during("24 chunked bodies without end, API with the token", runner.record("console"),
                flood -> assertThat(flood.bodies(2 * AT_ONCE, "/api/v1/targets", owner + FORM, "word=a&", 10 * LARGE,
                        true)).allMatch(status -> status >= 400 && status < 500 || status == 503 || status == 0));
        during("24 chunked bodies without end, API with a wrong token", runner.record("console"),
                flood -> assertThat(flood.bodies(2 * AT_ONCE, "/api/v1/targets",
                        "Authorization: Bearer guessed\r\n" + FORM, "word=a&", 10 * LARGE, true))
                        .allMatch(status -> status == 401 || status == 0));
    }

    @Test
    void half_sent_heads() {
        for (String door : List.of("management", "console")) {
            during("1,500 connections with 15 KB of a head, " + door, runner.record(door),
                    flood -> flood.halfHeads(1500, 15_000));
        }
        during("600 connections with half a line of a head, console", runner.record("console"),
                flood -> flood.halfHeads(600, 1));
    }

    /** 200 readers of a megabyte each ended an earlier version of the daemon. */
    @Test
    void answers_that_nobody_reads() {
        product.dpm("start", "--name", "talk", "--", "/bin/sh", "-c",
                "i=0; while [ $i -lt 12000 ]; do echo \"$i " + "x".repeat(120) + "\"; i=$((i+1)); done; exec sleep 600")
                .expect(0);
        Product.await(Runner.PATIENCE,
                () -> assertThat(product.dpm("logs", "talk", "-n", "1").out()).contains("11999"));
        for (String path : List.of("/api/v1/targets/talk/output?lines=10000", "/api/v1/events?limit=1000",
                "/targets/talk",
                "/api/v1/targets/talk/output/stream?after=1")) {
            during("200 readers that do not read, " + path.replaceFirst("\\?.*", ""), runner.record("console"),
                    flood -> flood.deafReaders(200, path, owner));
        }
    }

    @FunctionalInterface
    private interface Attack {
        void on(Flood flood);
    }

    /** Runs an attack, kills the target meanwhile, and requests the status all the time. */
    private void during(String name, String port, Attack attack) {
        long linesBefore = runner.log().lines().count();
        long killed = runner.pidOf("web");
        AtomicLong heap = new AtomicLong();
        AtomicLong slowest = new AtomicLong();
        try (Flood flood = new Flood(port)) {
            CompletableFuture<Void> flooding = CompletableFuture.runAsync(() -> attack.on(flood));
            CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> {
                do {
                    heap.accumulateAndGet(heapUsed(), Math::max);
                } while (!flooding.isDone());
            });
            Runner.kill(killed, "KILL");
            long killedAt = System.nanoTime();
            long respawn = 0;
            while (respawn == 0 || !flooding.isDone()) {
                long asked = System.nanoTime();
                long pid = runner.pidOf("web");
                slowest.accumulateAndGet(millisSince(asked), Math::max);
                if (respawn == 0 && pid != killed && pid != 0 && Product.isRunning(pid)) {
                    respawn = millisSince(killedAt);
                }
                assertThat(millisSince(killedAt)).as("ms without the target, during " + name)
                        .isLessThan(respawn == 0 ? SOON.toMillis() : Long.MAX_VALUE);
            }
            assertThat(runner.health("group/runner")).as("a probe while the flood hangs").isEqualTo(200);
            flooding.join();
            watching.join();
            figures.add(String.format("%-58s %9d %9.1f %9.1f %11d %11d", name, flood.requests(), flood.bytes() / 1e6,
                    heap.get() / 1024.0, slowest.get(), respawn));
        }
        assertThat(runner.pid()).as("the daemon").isEqualTo(daemon);
        assertThat(Product.isRunning(daemon)).isTrue();
        assertThat(slowest.get()).as("ms of the slowest status during " + name).isLessThan(QUICKLY.toMillis());
        assertThat(runner.log().lines().filter(line -> line.contains(" ERROR "))).as("during " + name).isEmpty();
        assertThat(runner.log().lines().skip(linesBefore)).as("lines of the log during " + name)
                .hasSizeLessThan(MOST_LINES);
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    /** The daemon's used heap in KiB, including garbage, as the JDK's {@code jcmd} reports it. */
    private static long heapUsed() {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process asking = new ProcessBuilder(jcmd.toString(), Long.toString(daemon), "GC.heap_info")
                    .redirectErrorStream(true).start();
            String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher used = USED.matcher(said);
            long sum = 0;
            while (used.find()) {
                sum += Long.parseLong(used.group(1));
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
