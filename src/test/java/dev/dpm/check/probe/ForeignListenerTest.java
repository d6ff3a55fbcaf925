package dev.dpm.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckOrder.Listener;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.check.CheckSpec;
import dev.dpm.config.value.HostPort;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.local.Launches;
import dev.dpm.process.local.LocalSessions;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests from which processes a check accepts an answer at a port. The listeners are real processes. */
@Needs(Tool.PYTHON)
class ForeignListenerTest {

    private static final String SERVER = """
            import http.server, os, sys
            s = http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler)
            open(sys.argv[2] + '.new', 'w').write(str(s.server_port))
            os.rename(sys.argv[2] + '.new', sys.argv[2])
            s.serve_forever()
            """;

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;
    private final List<Process> strangers = new ArrayList<>();
    private Probes probes;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
        probes = new Probes("1", launches.launcher, new LocalSessions(launches.homeKey, launches.targetProcesses),
                launches.targetProcesses, OptionalDouble::empty);
    }

    @AfterEach
    void end() {
        strangers.forEach(Process::destroyForcibly);
    }

    private Process stranger() throws IOException {
        Process stranger = new ProcessBuilder("python3", "-c", SERVER, "0", folder.resolve("stranger").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        strangers.add(stranger);
        return stranger;
    }

    private int port(String file) throws IOException {
        await().until(() -> Files.exists(folder.resolve(file)));
        return Integer.parseInt(Files.readString(folder.resolve(file)));
    }

    private CheckResult tcp(int port, ProcessIdentity main, boolean required) {
        return run(new CheckSpec.Tcp(new HostPort("127.0.0.1", port)), main, required);
    }

    private CheckResult run(CheckSpec spec, ProcessIdentity main, boolean required) {
        return probes.probe(new CheckOrder(spec, Duration.ofSeconds(20), launches.order("/bin/true"),
                new Listener(List.of(main), required)));
    }

    @Test
    void an_older_process_that_is_not_the_targets_makes_no_check_pass() throws Exception {
        Process stranger = stranger();
        int port = port("stranger");
        ProcessIdentity main = launches.sh("exec sleep 1000");

        CheckResult tcp = tcp(port, main, true);
        CheckResult http = run(new CheckSpec.Http(URI.create("http://localhost:" + port + "/")), main, true);

        String words = "port " + port + " is answered by process " + stranger.pid()
                + " (python3), which is not the target's";
        assertThat(tcp).isEqualTo(CheckResult.unknown("says nothing: " + words));
        assertThat(http).isEqualTo(tcp);
        assertThat(tcp(port, main, false)).isEqualTo(CheckResult.passed("accepted the connection, but " + words));
    }

    @Test
    void a_listener_in_the_targets_tree_is_the_targets() throws Exception {
        ProcessIdentity main = launches.launcher.launch(launches.order("/bin/sh", "-c",
                "python3 -c \"$0\" 0 $DIR/own & wait", SERVER));

        assertThat(tcp(port("own"), main, true)).isEqualTo(CheckResult.passed("accepted the connection"));
    }

    @Test
    void a_proxy_in_front_of_a_target_that_listens_elsewhere_may_answer_for_it() throws Exception {
        stranger();
        int port = port("stranger");
        ProcessIdentity main = launches.launcher.launch(launches.order("/bin/sh", "-c",
                "exec python3 -c 'import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(\"own.sock\"); s.listen();"
                        + " open(\"own\",\"w\").write(\"1\"); time.sleep(1000)'"));
        await().until(() -> Files.exists(folder.resolve("own")));

        assertThat(tcp(port, main, true).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void a_listener_that_began_after_the_target_may_be_started_by_it() throws Exception {
        ProcessIdentity main = launches.sh("exec sleep 1000");
        launches.awaitProgram(main, "sleep");
        stranger();

        assertThat(tcp(port("stranger"), main, true)).isEqualTo(CheckResult.passed("accepted the connection"));
    }

    @Test
    void another_target_may_be_what_a_check_is_meant_for() throws Exception {
        launches.launcher.launch(launches.order("/bin/sh", "-c", "exec python3 -c \"$0\" 0 $DIR/other", SERVER));
        int port = port("other");
        ProcessIdentity main = launches.sh("exec sleep 1000");

        assertThat(tcp(port, main, true)).isEqualTo(CheckResult.passed("accepted the connection"));
    }

    @Test
    void a_listener_of_the_runner_or_of_its_ancestors_may_be_handed_down() throws Exception {
        try (ServerSocket own = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket ignored = new Socket(own.getInetAddress(), own.getLocalPort())) {
            ProcessIdentity main = launches.sh("exec sleep 1000");

            assertThat(tcp(own.getLocalPort(), main, true).outcome()).isEqualTo(Outcome.PASSED);
        }
    }
}
