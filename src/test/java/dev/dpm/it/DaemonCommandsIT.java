package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests the commands that send requests to a daemon, and their output on a terminal. */
class DaemonCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private static Targets targets;
    private static Product product;

    @BeforeAll
    static void start() {
        targets = new Targets();
        product = targets.product();
        targets.start("talker", "--", "sh", "-c",
                "for i in 1 2 3 4 5; do echo line $i; done; while :; do sleep 0.3; test -f more && { cat more; rm more; };"
                        + " done")
                .expect(0);
        Product.await(PATIENCE, () -> assertThat(product.dpm("logs", "talker").out()).contains("line 5"));
    }

    @Test
    void status_json_has_every_promised_key() {
        JsonNode status = product.status();

        assertThat(keys(status)).contains("runner", "targets");
        assertThat(keys(status.path("runner"))).contains("version", "pid", "uptime_seconds", "home", "console",
                "management");
        assertThat(status.path("targets"))
                .allSatisfy(target -> assertThat(keys(target)).contains("name", "state", "pid",
                        "attached", "adopted", "given_up", "uptime_seconds", "processes", "cpu_percent", "memory_bytes",
                        "cpu_threshold_percent", "memory_threshold_bytes", "breach", "health", "restarts",
                        "restarts_in_window", "last_exit", "reason"));
        JsonNode keeper = targets.target("keeper");
        assertThat(keeper.path("attached").isBoolean()).isTrue();
        assertThat(keeper.path("reason").asText()).isEqualTo("started by command");
        assertThat(keeper.path("last_exit").isNull()).isTrue();
        assertThat(keeper.path("breach").isNull()).isTrue();
        assertThat(status.path("runner").path("home").asText()).isEqualTo(product.home().toString());
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void status_shows_the_runner_and_a_table() {
        Product.Result all = product.dpm("status").expect(0);
        Product.Result one = product.dpm("status", "keeper").expect(0);

        assertThat(all.out().lines().findFirst().orElse("")).startsWith("dpm-runner ").contains("pid", "up", "memory",
                "console http://127.0.0.1:");
        assertThat(all.out()).contains("NAME", "STATE", "UPTIME", "CPU", "MEMORY", "RESTARTS", "THRESHOLDS", "HEALTH",
                "keeper", "talker");
        assertThat(one.out()).contains("keeper").doesNotContain("talker");
        product.dpm("status", "unknown").expect(2);
    }

    /** Loading the classes of these libraries would take longer than the rest of the command's work. */
    @Test
    void a_command_that_only_asks_loads_neither_a_log_manager_nor_jna_nor_quarkus() {
        Path loaded = product.folder().resolve("loaded.txt");
        try {
            product.with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded).dpm("status").expect(0);
        } finally {
            product.with("JAVA_TOOL_OPTIONS", null);
        }

        assertThat(loaded).content().contains("dev.dpm.cli.call.DaemonClient ").doesNotContain(
                "org.jboss.logmanager.LogManager ", "java.util.logging.LogManager ", "com.sun.jna.Native ",
                " io.quarkus.runtime.Quarkus ");
    }

    @Test
    void logs_shows_the_last_lines_and_follows() throws Exception {
        assertThat(product.dpm("logs", "talker", "-n", "2").expect(0).out()).isEqualTo("line 4\nline 5\n");
        assertThat(product.dpm("logs").expect(2).err()).contains("name one of the targets", "keeper, talker");

        Path out = product.folder().resolve("follow.out");
        Process follow = product.background(out, "logs", "talker", "-f", "-n", "1");
        Product.await(PATIENCE, () -> assertThat(Files.readString(out)).isEqualTo("line 5\n"));
        product.file("more", "and more\n");
        Product.await(PATIENCE, () -> assertThat(Files.readString(out)).isEqualTo("line 5\nand more\n"));
        follow.destroy();
        assertThat(follow.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void events_json_is_one_object_a_line() throws Exception {
        List<String> lines = product.dpm("events", "keeper", "--json").expect(0).out().lines().toList();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
        for (String line : lines) {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(keys(event)).startsWith("time", "type", "target", "pid", "message");
            assertThat(event.path("time").asText()).endsWith("Z");
            assertThat(Instant.parse(event.path("time").asText())).isBefore(Instant.now());
            assertThat(event.path("target").asText()).isEqualTo("keeper");
        }
        assertThat(product.dpm("events", "keeper", "-n", "1").expect(0).out().lines()).hasSize(1);
    }

    @Test
    void events_follows_what_happens() throws Exception {
        targets.start("restarted", "--", "sleep", "1000").expect(0);
        long before = targets.target("restarted").path("pid").asLong();
        Path out = product.folder().resolve("events.out");
        Process follow = product.background(out, "events", "restarted", "-f", "-n", "1");
        Product.await(PATIENCE, () -> assertThat(Files.readString(out)).isNotEmpty());

        product.dpm("restart", "restarted").expect(0);

        Product.await(PATIENCE, () -> assertThat(Files.readString(out).lines()).hasSizeGreaterThanOrEqualTo(4));
        JsonNode after = targets.target("restarted");
        assertThat(after.path("pid").asLong()).isNotEqualTo(before);
        assertThat(after.path("restarts_in_window").asInt()).as("a commanded restart spends no budget").isZero();
        assertThat(Product.isRunning(before)).isFalse();
        follow.destroy();
        assertThat(follow.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void console_prints_an_address_that_needs_no_login() {
        String address = product.dpm("console").expect(0).out().strip();

        assertThat(address).startsWith(product.status().path("runner").path("console").asText());
        assertThat(product.get(address, false).code()).isIn(200, 303);
    }

    @Test
    void reload_without_a_file_says_so() {
        assertThat(product.dpm("reload").expect(1).err()).contains("--config");
    }

    @Test
    void status_watch_shows_it_again_and_again() {
        Path out = product.folder().resolve("watch.out");
        Process watch = product.background(out, "status", "--watch=0.3");

        Product.await(PATIENCE, () -> assertThat(Files.readString(out).lines()
                .filter(line -> line.startsWith("dpm-runner "))).hasSizeGreaterThanOrEqualTo(3));
        watch.destroy();
        assertThat(Targets.read(out)).doesNotContain("\u001b");
    }

    /** A colour is an escape sequence of ECMA-48: ESC [ … m. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            '',  xterm, true
            1,   xterm, false
            '',  dumb,  false
            """)
    void colour_is_for_terminals_that_want_it(String noColor, String term, boolean coloured) throws Exception {
        String jar = "'" + ProcessHandle.current().info().command().orElse("java") + "' -jar '" + Product.jar() + "'";
        ProcessBuilder builder = product.builder();
        builder.command(List.of("script", "-qec", jar + " status", "/dev/null"));
        builder.environment().put("NO_COLOR", noColor);
        builder.environment().put("TERM", term);
        Path out = product.folder().resolve("terminal.out");
        Process script = builder.redirectInput(new java.io.File("/dev/null")).redirectErrorStream(true)
                .redirectOutput(out.toFile()).start();

        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(Targets.read(out)).isZero();
        assertThat(Targets.read(out)).contains("keeper");
        assertThat(Targets.read(out).matches("(?s).*\u001b\\[[0-9;]*m.*")).as(Targets.read(out)).isEqualTo(coloured);
        assertThat(product.dpm("status").out()).as("no colour in a file").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            n, asked, 2, RUNNING
            y, asked2, 0, STOPPED
            """)
    void on_a_terminal_stop_asks(String answer, String name, int code, String state) throws Exception {
        targets.start(name, "--", "sleep", "1000").expect(0);
        String jar = "'" + ProcessHandle.current().info().command().orElse("java") + "' -jar '" + Product.jar() + "'";
        ProcessBuilder builder = product.builder();
        builder.command(List.of("script", "-qec", jar + " stop " + name, "/dev/null"));
        Path out = product.folder().resolve(name + ".out");
        Process script = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        Product.await(PATIENCE, () -> assertThat(Files.readString(out)).contains("Stop " + name + "? [y/N]"));
        script.getOutputStream().write((answer + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        script.getOutputStream().flush();

        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        script.getOutputStream().close();
        assertThat(script.exitValue()).as(Targets.read(out)).isEqualTo(code);
        assertThat(targets.target(name).path("state").asText()).isEqualTo(state);
    }
}
