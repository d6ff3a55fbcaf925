package dev.dpm.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.check.CheckSpec;
import dev.dpm.config.value.HostPort;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.local.Launches;
import dev.dpm.process.local.LocalSessions;
import dev.dpm.process.local.ProcStat;

/** Tests checks against real servers and real shells. */
class ProbesTest {

    /** A timeout long enough for a busy machine. */
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;
    @AutoClose
    private ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile OptionalDouble pressure = OptionalDouble.empty();
    private Probes probes;

    @BeforeEach
    void open() throws IOException {
        launches = new Launches(folder);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        probes = new Probes("1.2.3", launches.launcher, new LocalSessions(launches.homeKey, launches.targetProcesses),
                launches.targetProcesses, () -> pressure);
    }

    /** The reaction of a server to a request that it has read. */
    @FunctionalInterface
    private interface Answer {
        void give(Socket connection, String request) throws IOException;
    }

    private void serve(Answer answer) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket connection = server.accept()) {
                    byte[] bytes = new byte[4096];
                    int read = connection.getInputStream().read(bytes);
                    String request = new String(bytes, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
                    requests.add(request);
                    answer.give(connection, request);
                } catch (IOException gone) {
                    // the probe hung up, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(String answer) {
        serve((connection, request) -> say(connection, answer));
    }

    private static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private CheckResult run(CheckSpec spec, Duration timeout) {
        LaunchOrder target = launches.order("/bin/sleep", "1000");
        return probes.probe(new CheckOrder(spec, timeout, target));
    }

    private CheckResult http(String path, Duration timeout) {
        return run(new CheckSpec.Http(URI.create("http://127.0.0.1:" + server.getLocalPort() + path)), timeout);
    }

    private CheckResult exec(String command, Duration timeout) {
        return run(new CheckSpec.Exec(command), timeout);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            200, PASSED
            204, PASSED
            304, PASSED
            399, PASSED
            400, FAILED
            500, FAILED
            """)
    void http_is_well_with_200_to_399(int status, Outcome outcome) {
        serve("HTTP/1.1 " + status + " So\r\nContent-Length: 0\r\n\r\n");

        assertThat(http("/healthz?full=1", PLENTY)).isEqualTo(new CheckResult(outcome, "answered " + status));
        assertThat(requests.get(0)).startsWith("GET /healthz?full=1 HTTP/1.1\r\nHost: 127.0.0.1:")
                .contains("\r\nUser-Agent: dpm-runner/1.2.3\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void http_follows_a_redirect_to_the_same_host_and_takes_one_to_another_for_success() {
        serve((connection, request) -> say(connection, request.startsWith("GET /moved ")
                ? "HTTP/1.1 302 Found\r\nLocation: /broken\r\n\r\n"
                : request.startsWith("GET /away ")
                        ? "HTTP/1.1 301 Moved\r\nlocation: http://203.0.113.1/\r\n\r\n"
                        : request.startsWith("GET /loop ")
                                ? "HTTP/1.1 307 Again\r\nLocation: /loop\r\n\r\n"
                                : "HTTP/1.1 503 No\r\n\r\n"));

        assertThat(http("/moved", PLENTY)).isEqualTo(CheckResult.failed("answered 503"));
        assertThat(http("/away", PLENTY)).isEqualTo(
                CheckResult.passed("answered 301, a redirect to another host, which is not followed"));
        assertThat(http("/loop", PLENTY)).isEqualTo(CheckResult.failed("redirected more than 10 times"));
    }

    @Test
    void http_waits_past_what_only_announces_and_reads_no_body() {
        serve("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\nx");

        assertThat(http("/", PLENTY)).isEqualTo(CheckResult.passed("answered 200"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            'SSH-2.0-OpenSSH_9.2~~',      failed: the answer is no HTTP
            'HTTP/1.1 200 OK',              failed: the answer broke off
            '',                             failed: the connection was closed without an answer
            """)
    // a tilde stands for the end of a line
    void http_wants_an_answer_in_http(String answer, String reason) {
        serve(answer.replace('~', '\n'));

        assertThat(http("/", PLENTY)).isEqualTo(CheckResult.failed(reason));
    }

    @Test
    void http_reads_no_more_than_ten_kibibytes_of_head() {
        serve("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000));

        assertThat(http("/", PLENTY).reason()).contains("longer than 10240 bytes");
    }

    @Test
    void a_server_that_hangs_times_out() {
        serve((connection, request) -> pause(20_000));

        assertThat(timed(() -> http("/", SHORT))).isEqualTo(CheckResult.failed("did not answer within 0.3 s"));
    }

    @Test
    void a_server_that_drips_byte_by_byte_times_out_all_the_same() {
        serve((connection, request) -> {
            say(connection, "HTTP/1.1 200 OK\r\nX: ");
            for (int i = 0; i < 400; i++) {
                say(connection, "x");
                pause(50);
            }
        });

        assertThat(timed(() -> http("/", SHORT))).isEqualTo(CheckResult.failed("did not answer within 0.3 s"));
    }

    @Test
    void a_tls_handshake_that_hangs_times_out_too() {
        serve((connection, request) -> pause(20_000));

        assertThat(timed(() -> run(new CheckSpec.Http(URI.create("https://127.0.0.1:" + server.getLocalPort())),
                SHORT))).isEqualTo(CheckResult.failed("did not answer within 0.3 s"));
    }

    /** Runs a check and verifies that it took far less time than the server would take. */
    private static CheckResult timed(Supplier<CheckResult> check) {
        long begun = System.nanoTime();
        CheckResult result = check.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        return result;
    }

    @Test
    void a_time_out_is_unknown_while_the_machine_starves() {
        serve((connection, request) -> pause(20_000));
        pressure = OptionalDouble.of(68.35);

        assertThat(http("/", SHORT)).isEqualTo(CheckResult.unknown(
                "did not answer within 0.3 s while the machine starves (cpu pressure 68.4 % > 40.0 %)"));
        assertThat(exec("sleep 100", SHORT).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void tcp_is_well_where_a_connection_is_accepted_and_not_where_it_is_refused() throws IOException {
        HostPort address = new HostPort("127.0.0.1", server.getLocalPort());
        assertThat(run(new CheckSpec.Tcp(address), PLENTY)).isEqualTo(CheckResult.passed("accepted the connection"));

        server.close();

        assertThat(run(new CheckSpec.Tcp(address), PLENTY)).isEqualTo(
                CheckResult.failed("failed: Connection refused"));
        assertThat(http("/", PLENTY)).isEqualTo(CheckResult.failed("failed: Connection refused"));
    }

    @Test
    void exec_is_well_with_exit_code_0_and_runs_where_and_as_the_target_does() {
        assertThat(exec("true", PLENTY)).isEqualTo(CheckResult.passed("ended with exit code 0"));
        assertThat(exec("exit 3", PLENTY)).isEqualTo(CheckResult.failed("ended with exit code 3"));
        assertThat(exec("no-such-program", PLENTY)).isEqualTo(CheckResult.failed("ended with exit code 127"));
        assertThat(exec("test \"$PWD\" = \"$DIR\" && test $(umask) = 0022 && test -n \"$_DPM_COOKIE\"", PLENTY))
                .isEqualTo(CheckResult.passed("ended with exit code 0"));
    }

    @Test
    void exec_that_times_out_takes_with_it_whatever_it_forked() {
        CheckResult result = timed(
                () -> exec("trap '' TERM; sleep 100 & (sleep 101; true) & setsid sleep 102 & sleep 103",
                        SHORT));

        assertThat(result).isEqualTo(CheckResult.failed("did not answer within 0.3 s"));
        // processes outside the check's session were killed too, and end a moment later
        await().until(() -> launches.targetProcesses.census().isEmpty());
    }

    @Test
    void exec_that_ends_leaves_nothing_in_the_background() {
        assertThat(exec("sleep 100 & true", PLENTY).outcome()).isEqualTo(Outcome.PASSED);

        await().until(() -> launches.targetProcesses.census().isEmpty());
    }

    @Test
    void exec_that_ends_leaves_nothing_that_threw_its_environment_away() throws IOException {
        assertThat(exec("env -i sleep 100 & echo $! > $DIR/bare; sleep 0.2", PLENTY).outcome())
                .isEqualTo(Outcome.PASSED);

        long bare = Long.parseLong(Files.readString(folder.resolve("bare")).strip());
        await().until(() -> isGone(bare));
    }

    /** Whether a process is gone; a zombie counts as gone, whenever its parent waits for it. */
    private static boolean isGone(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return ProcStat.parse(Files.readAllBytes(stat)).orElseThrow().isGone();
        } catch (IOException reaped) {
            return true;
        }
    }

    @Test
    void the_end_of_a_check_touches_no_other_process_of_the_target() throws Exception {
        var target = launches.sh("sleep 100 & exec sleep 100");
        launches.awaitProgram(target, "sleep");

        exec("sleep 100", SHORT);
        exec("sleep 100 & true", PLENTY);

        assertThat(launches.targetProcesses.isAlive(target)).isTrue();
        await().until(() -> launches.targetProcesses.census().size() == 2);
    }

    @Test
    void pressure_is_what_the_kernel_says_and_unknown_where_it_says_nothing() throws IOException {
        Path file = folder.resolve("cpu");
        assertThat(new CpuPressure(file).cpuPercent()).isEmpty();
        Files.writeString(file, "");
        assertThat(new CpuPressure(file).cpuPercent()).isEmpty();

        Files.writeString(file, "some avg10=68.35 avg60=24.24 avg300=9.17 total=43882526\n"
                + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");

        assertThat(new CpuPressure(file).cpuPercent()).hasValue(68.35);
    }
}
