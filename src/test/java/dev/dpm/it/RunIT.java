package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code run}, supervision in the foreground. */
class RunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String IDLE = "trap 'exit 9' TERM; echo up > up; while :; do sleep 0.1; done";

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try {
            Product.await(Duration.ofSeconds(10), () -> assertThat(product.living()).isEmpty());
        } finally {
            product.close();
        }
    }

    private Path file(String name) {
        return product.folder().resolve(name);
    }

    private String awaitText(String name) {
        Product.await(PATIENCE, () -> assertThat(Files.readString(file(name))).isNotBlank());
        return Targets.read(file(name));
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("run ended").isTrue();
        return process.exitValue();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Runner.killing(process.pid(), name).start().waitFor();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            never,      0,  exit 0,                          0
            never,      0,  exit 5,                          5
            never,      0,  kill -9 $$,                      137
            on-failure, 0,  exit 0,                          0
            on-failure, 3,  exit 3,                          3
            always,     0,  exit 5,                          70
            on-failure, 0,  exit 5,                          70
            """)
    void ends_with_the_targets_exit_code_or_70_when_it_gave_up(String restart, String success, String script,
            int expected) {
        product.dpm("run", "--restart", restart, "--success_exit_codes", success, "--restart_interval", "0",
                "--max_restarts", "1", "--", "sh", "-c", script).expect(expected);
    }

    @Test
    void given_up_and_told_to_stop_it_ends_with_the_targets_own_code() {
        product.dpm("run", "--on_exhausted", "stop", "--max_restarts", "0", "--", "sh", "-c", "exit 5").expect(5);
    }

    @Test
    void several_targets_at_rest_are_exit_code_zero() {
        product.file("two.yaml", """
                defaults: {restart: never}
                targets:
                  a: {command: [sh, -c, "echo from a; exit 3"]}
                  b: {command: [sh, -c, "echo from b; exit 4"]}
                """);

        assertThat(product.dpm("run", "--config", "two.yaml").expect(0).out()).contains("from a", "from b");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',          '(?m)^b    \\| \\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z from b$'
            --no_prefix, (?m)^from b$
            """)
    void each_line_of_several_targets_says_whose_it_is_and_logs_has_it_too(String flag, String expected)
            throws Exception {
        product.file("two.yaml",
                """
                        targets:
                          long: {command: [bash, -c, "printf '%050000d' 0; echo from long; sleep 1000"]}
                          b: {command: [bash, -c, "for i in 1 2 3; do printf 'fr'; sleep 0.1; echo 'om b'; done; printf end; sleep 1000"]}
                        """);
        List<String> words = new ArrayList<>(List.of("run", "--config", "two.yaml"));
        if (!flag.isEmpty()) {
            words.add(flag);
        }
        Path out = file("only.out");
        Process run = product.builder(words.toArray(String[]::new)).redirectOutput(out.toFile())
                .redirectError(file("only.err").toFile()).start();

        Product.await(PATIENCE, () -> assertThat(Files.readString(out)).contains("from long").containsPattern(
                "(?s)" + expected + ".*" + expected + ".*" + expected));
        assertThat(product.dpm("logs", "b").expect(0).out()).contains("from b\nfrom b\nfrom b\nend");
        signal(run, "TERM");

        assertThat(end(run)).isZero();
        assertThat(Files.readString(out)).as("the last line, which has no end")
                .endsWith(flag.isEmpty() ? "end\n" : "end");
        if (flag.isEmpty()) {
            assertThat(Files.readString(out).lines()).as("a line of 50,000 comes in pieces")
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(20_000));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            always,     0
            on-failure, 9
            never,      9
            """)
    void term_stops_the_whole_tree(String restart, int expected) throws Exception {
        Process run = product.background(file("run.out"), "run", "--restart", restart, "--", "sh", "-c",
                "setsid sh -c 'echo $$ > child; exec sleep 1000' & " + IDLE);
        awaitText("up");
        long child = Long.parseLong(awaitText("child").strip());

        signal(run, "TERM");

        assertThat(end(run)).isEqualTo(expected);
        assertThat(Product.isRunning(child)).isFalse();
    }

    @Test
    void a_target_killed_by_its_stop_signal_is_128_and_its_number() throws Exception {
        Process run = product.background(file("run.out"), "run", "--restart", "on-failure", "--", "sh", "-c",
                "echo up > up; exec sleep 1000");
        awaitText("up");

        signal(run, "TERM");

        assertThat(end(run)).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource({"HUP", "USR1", "USR2", "WINCH", "CONT", "ALRM", "PWR"})
    void without_a_terminal_signals_are_passed_on(String name) throws Exception {
        Process setsid = withoutTerminal("run", "--restart", "never", "--", "bash", "-c",
                "trap 'echo got " + name + " > got; exit 7' " + name
                        + "; echo up > up; while :; do sleep 0.1; done");

        tell(setsid, name);

        assertThat(awaitText("got").strip()).isEqualTo("got " + name);
        assertThat(end(setsid)).isEqualTo(7);
    }

    /** Starts the runner in a session of its own, which has no controlling terminal. */
    private Process withoutTerminal(String... words) throws IOException {
        ProcessBuilder builder = product.builder(words);
        builder.command().addAll(0, List.of("setsid", "--wait"));
        Process setsid = builder.redirectErrorStream(true).redirectOutput(file("run.out").toFile()).start();
        awaitText("up");
        return setsid;
    }

    private static void tell(Process setsid, String name) throws IOException, InterruptedException {
        Runner.killing(runner(setsid), name).start().waitFor();
    }

    /**
     * The runner's pid. setsid(1) forks only if it leads a process group; otherwise setsid's own process becomes the
     * runner.
     */
    private static long runner(Process setsid) {
        boolean isRunner = Targets.read(Path.of("/proc/" + setsid.pid() + "/comm")).strip().equals("java");
        return isRunner ? setsid.pid() : setsid.children().findFirst().orElseThrow().pid();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            TERM,      TERM,  INT
            TERM,      INT,   INT
            INT,       INT,   INT
            USR1,      USR1,  TERM
            WINCH TERM, WINCH, QUIT
            WINCH TERM, TERM,  USR1
            HUP,       HUP,   TERM
            """)
    void the_images_stop_signal_stops_with_the_targets_own(String stopOn, String sent, String stopSignal)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--restart", "always", "--stop_signal", stopSignal));
        boolean isDefault = stopOn.equals("TERM");
        for (String signal : isDefault ? new String[0] : stopOn.split(" ")) {
            words.addAll(List.of("--stop_on", signal));
        }
        words.addAll(List.of("--", "bash", "-c", "trap 'echo got " + stopSignal + " >> got; exit 7' " + stopSignal
                + "; echo up >> up; while :; do sleep 0.1; done"));
        Process setsid = withoutTerminal(words.toArray(String[]::new));

        tell(setsid, sent);

        assertThat(end(setsid)).isZero();
        assertThat(awaitText("got").strip()).isEqualTo("got " + stopSignal);
        assertThat(awaitText("up").strip()).as("launched once").isEqualTo("up");
    }

    @Test
    void with_pass_to_tree_a_child_that_its_shell_does_not_tell_gets_the_signal() throws Exception {
        Process setsid = withoutTerminal("run", "--restart", "never", "--pass_to", "tree", "--", "bash", "-c",
                "trap : USR1; bash -c \"trap 'echo got > got; exit' USR1; echo up > up; while :; do sleep 0.1; done\";"
                        + " exit 5");

        tell(setsid, "USR1");

        assertThat(awaitText("got").strip()).isEqualTo("got");
        assertThat(end(setsid)).isEqualTo(5);
    }

    @Test
    void quit_leaves_no_thread_dump_in_the_targets_output_and_stops_nothing() throws Exception {
        Process setsid = withoutTerminal("run", "--restart", "never", "--", "bash", "-c",
                "trap 'exit 7' USR1; echo up > up; while :; do sleep 0.1; done");

        tell(setsid, "QUIT");
        tell(setsid, "USR1");

        assertThat(end(setsid)).isEqualTo(7);
        assertThat(Targets.read(file("run.out"))).doesNotContain("Full thread dump").doesNotContain("Java HotSpot")
                .doesNotContain("OpenJDK");
    }

    @ParameterizedTest
    @CsvSource({"TSTP", "TTIN", "TTOU"})
    void the_target_stops_and_goes_on_with_the_runner(String name) throws Exception {
        Process setsid = withoutTerminal("run", "--restart", "never", "--", "bash", "-c",
                "trap '' TSTP TTIN TTOU; trap 'echo went on > got' CONT; echo $$ > up; while :; do sleep 0.1; done");
        long target = Long.parseLong(awaitText("up").strip());
        long run = runner(setsid);

        tell(setsid, name);
        Product.await(PATIENCE, () -> assertThat(List.of(state(run), state(target))).containsOnly("T"));

        tell(setsid, "CONT");
        assertThat(awaitText("got").strip()).isEqualTo("went on");
        Product.await(PATIENCE, () -> assertThat(List.of(state(run), state(target))).doesNotContain("T"));
        tell(setsid, "TERM");
        end(setsid);
    }

    /** The state letter of a process (proc(5)). */
    private static String state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }

    @Test
    void a_stop_signal_that_the_jvm_keeps_is_refused_with_the_way_out() {
        assertThat(product.dpm("run", "--stop_on", "QUIT", "--", "sleep", "5").expect(2).err())
                .contains("--stop_on", "'QUIT'", "STOPSIGNAL TERM", "--stop_signal QUIT");
        assertThat(product.dpm("start", "--stop_on", "INT", "--", "sleep", "5").expect(2).err())
                .contains("--stop_on", "with run");
    }

    @Test
    void an_expected_end_is_no_warning_and_stdout_is_the_targets() {
        Product.Result result = product.dpm("run", "--restart", "never", "--", "sh", "-c", "echo hello; exit 0");

        assertThat(result.expect(0).out()).isEqualTo("hello\n");
        assertThat(result.err()).contains("ended with exit code 0").doesNotContain("WARN");
    }

    @Test
    void what_a_quarkus_application_is_told_does_not_tell_the_runner() throws Exception {
        product.file(".env", "QUARKUS_MANAGEMENT_ROOT_PATH=/of-the-application\n");
        product.file("config/application.properties", "quarkus.management.root-path=/of-the-application\n");
        product.with("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled").with("QUARKUS_MANAGEMENT_ROOT_PATH", "/theirs");
        Process run = product.background(file("run.out"), "run", "--restart", "never", "--", "sh", "-c", IDLE);
        awaitText("up");

        Product.await(PATIENCE, () -> assertThat(product.get(product.management() + "q/health/group/runner", false)
                .code()).isEqualTo(200));

        signal(run, "TERM");
        assertThat(end(run)).isEqualTo(9);
    }

    @Test
    void output_is_inherited_and_stdin_is_empty() {
        Product.Result result = product.dpm("run", "--restart", "never", "--log_level", "ERROR", "--", "sh", "-c",
                "echo to stdout; echo to stderr >&2; readlink /proc/$$/fd/0");

        assertThat(result.expect(0).out()).isEqualTo("to stdout\n/dev/null\n");
        assertThat(result.err()).isEqualTo("to stderr\n");
    }

    @Test
    void stdin_inherit_hands_the_runners_stdin_to_the_target() throws Exception {
        Process run = product.builder("run", "--restart", "never", "--log_level", "ERROR", "--stdin", "inherit", "--",
                "sh", "-c", "read line; echo \"read $line\"").redirectErrorStream(true).start();
        run.getOutputStream().write("a line\n".getBytes(StandardCharsets.UTF_8));
        run.getOutputStream().close();

        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("read a line\n");
        assertThat(end(run)).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            INFO,  text, false, started as process
            INFO,  json, true,  started as process
            """)
    void its_own_log_goes_to_stderr_in_the_format_asked_for(String level, String format, boolean json, String phrase) {
        Product.Result result = product.dpm("run", "--restart", "never", "--log_level", level, "--log_format", format,
                "--", "true").expect(0);

        assertThat(result.err()).contains(phrase);
        assertThat(result.err().startsWith("{")).isEqualTo(json);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void a_home_that_cannot_be_written_is_said_once_and_does_not_hinder() {
        product.file("a-file", "no folder\n");
        product.with("DPM_HOME", file("a-file").resolve("home").toString());

        Product.Result result = product.dpm("run", "--restart", "never", "--", "sh", "-c", "echo it ran; exit 4");

        assertThat(result.expect(4).out()).isEqualTo("it ran\n");
        assertThat(result.err().lines().filter(line -> line.contains("state stays in memory"))).as(result.all())
                .hasSize(1);
        assertThat(product.files()).containsExactly("a-file");
        product.with("DPM_HOME", product.home().toString());
    }

    @Test
    void start_refuses_a_home_that_cannot_be_written() {
        product.file("a-file", "no folder\n");
        product.with("DPM_HOME", file("a-file").resolve("home").toString());

        Product.Result result = product.dpm("start", "--", "sh", "-c", "echo it ran > ran");

        assertThat(result.expect(1).err()).contains("a-file");
        assertThat(product.files()).containsExactly("a-file");
    }

    @ParameterizedTest
    @CsvSource({"--port", "--management_port"})
    void a_port_asked_for_that_is_taken_ends_it_before_anything_is_launched(String option) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            for (String command : List.of("run", "start")) {
                Product.Result result = product.dpm(command, option, port, "--", "sh", "-c", "echo it ran > ran");

                assertThat(result.expect(1).err()).contains("port " + port, option);
                assertThat(file("ran")).doesNotExist();
                assertThat(product.living()).isEmpty();
            }
        }
    }

    @Test
    void default_ports_that_are_taken_make_way_for_the_next() throws Exception {
        product.with("DPM_PORT", null).with("DPM_MANAGEMENT_PORT", null);
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int port : List.of(9180, 9181)) {
                occupy(port, taken);
            }
            product.dpm("start", "--start_seconds", "0", "--", "sleep", "1000").expect(0);

            String console = product.status().path("runner").path("console").asText();
            String management = product.management();
            assertThat(console).matches("http://127\\.0\\.0\\.1:[0-9]+/").isNotEqualTo("http://127.0.0.1:9180/");
            assertThat(management).isNotIn(console, "http://127.0.0.1:9180/", "http://127.0.0.1:9181/");
            assertThat(product.dpm("events").out()).contains("port 9180 is taken");
            product.dpm("stop", "--yes").expect(0);
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    /** Occupies a port, or finds it occupied by another program. */
    private static void occupy(int port, List<ServerSocket> taken) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            taken.add(socket);
        } catch (IOException e) {
            socket.close();
        }
    }
}
