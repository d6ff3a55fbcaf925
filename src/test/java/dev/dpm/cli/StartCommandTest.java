package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RecordFile;

class StartCommandTest extends CommandLineTest {

    @AfterEach
    void tidyUp() throws Exception {
        new RecordFile(cli.home()).readAlive()
                .filter(record -> record.identity().pid() != ProcessHandle.current().pid())
                .flatMap(record -> ProcessHandle.of(record.identity().pid())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void all_faults_are_said_and_nothing_is_created() {
        cli.resolving(List.of(new ConfigFault("--port", "'x' is no port"), new ConfigFault("--host", "no host")),
                List.of("script gone"), List.of());

        assertThat(cli.run("start", "--port", "x", "--script_path", "a.py")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm-runner: --port: 'x' is no port\ndpm-runner: --host: no host\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missing_script_is_critical_and_nothing_is_created() {
        cli.resolving(List.of(), List.of("the script target_script.py is not there"), List.of("odd"));

        assertThat(cli.run("start")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("WARNING odd\nCRITICAL the script target_script.py is not there\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unknown_name_alone_is_exit_2() {
        assertThat(cli.run("start", "web")).isEqualTo(2);
        assertThat(cli.err()).contains("no target is called web");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void gives_the_request_to_the_daemon_and_follows_until_running() throws Exception {
        cli.daemon(api);
        api.on("POST targets", 202, "starting web", "Dpm-Started", "web=3")
                .on("GET targets/web/startup", 200, "", "Dpm-Stage", "PENDING")
                .on("GET targets/web/startup", 200, "web is RUNNING; cpu over 80.0 % …\n", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("start", "--name", "web", "--", "prog")).isZero();
        assertThat(cli.out()).isEqualTo("starting web\nweb is RUNNING; cpu over 80.0 % …\n");
        assertThat(api.asked()).containsExactly("POST targets", "GET targets/web/startup?incarnation=3",
                "GET targets/web/startup?incarnation=3");
        assertThat(StartRequest.decode(api.bodies().get(0))).isEqualTo(cli.resolved());
    }

    @Test
    void target_that_fails_is_explained_on_stderr_and_exit_1() throws Exception {
        cli.daemon(api);
        api.on("POST targets", 202, "starting", "Dpm-Started", "web=1,api=1")
                .on("GET targets/web/startup", 200, "web ended\nlast lines", "Dpm-Stage", "FAILED")
                .on("GET targets/api/startup", 200, "api runs", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("start", "--config", "dpm.yaml")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("web ended\nlast lines\n");
        assertThat(cli.out()).isEqualTo("starting\napi runs\n");
    }

    @Test
    void progress_is_shown_on_a_terminal_only() throws Exception {
        cli.daemon(api).typing("");
        api.on("POST targets", 202, "", "Dpm-Started", "web=1")
                .on("GET targets/web/startup", 200, "", "Dpm-Stage", "PENDING")
                .on("GET targets/web/startup", 200, "runs", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("start", "web")).isZero();
        assertThat(cli.out()).isEqualTo("\r\u001b[Kstarting web … 0 s\r\u001b[Kruns\n");
    }

    @ParameterizedTest
    @CsvSource({"200,0", "409,1", "400,2", "404,2"})
    void answer_of_the_daemon_is_the_exit_code(int status, int exitCode) throws Exception {
        cli.daemon(api);
        api.on("POST targets", status, "so it is");

        assertThat(cli.run("start", "web")).isEqualTo(exitCode);
        assertThat(cli.out() + cli.err()).contains(status == 404 ? "no target is called web" : "so it is");
    }

    @Test
    void missing_default_script_does_not_matter_to_a_running_daemon_or_what_is_resumed() throws Exception {
        cli.daemon(api).resolving(List.of(), List.of("gone"), List.of());
        api.on("POST targets", 200, "all run already");

        assertThat(cli.run("start")).isZero();
        assertThat(cli.run("start", "web")).isZero();
        assertThat(cli.run("start", "--script_path", "gone.py")).isEqualTo(1);
    }

    private static final String DAEMON = """
            cat > $DPM_HOME/request
            ticks=$(sed 's/.*) //' /proc/$$/stat | cut -d' ' -f20)
            printf 'schema=1\\npid=%%s\\nstart_ticks=%%s\\nboot_id=%%s\\nstarted_at=2026-01-01T00:00:00Z\\n' \\
                $$ $ticks $(cat /proc/sys/kernel/random/boot_id) > $DPM_HOME/r.new
            printf 'faces=%s\\nconsole=%s\\nstart_outcome=%s\\nstart_sentence=so\\nstart_incarnations=%s\\n' >> $DPM_HOME/r.new
            echo %s > $DPM_HOME/token
            mv $DPM_HOME/r.new $DPM_HOME/daemon.properties
            exec sleep 300
            """;

    @Test
    void cold_start_launches_a_daemon_and_follows() throws Exception {
        cli.java(DAEMON.formatted("up", api.address(), "DONE", "app=1", FakeApi.TOKEN));
        api.on("GET targets/app/startup", 200, "app is RUNNING", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("start", "--script_path", "app.py", "--env", "PASSWORD=x")).isZero();
        assertThat(cli.out()).isEqualTo("so\napp is RUNNING\n");
        assertThat(cli.err()).isEmpty();
        assertThat(StartRequest.decode(Files.readString(cli.home().path().resolve("request"))))
                .isEqualTo(cli.resolved());
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,1", "INVALID,2", "UNKNOWN,2"})
    void cold_start_that_was_not_taken_says_so(String outcome, int exitCode) throws Exception {
        cli.java(DAEMON.formatted("up", api.address(), outcome, "", FakeApi.TOKEN));

        assertThat(cli.run("start", "--script_path", "app.py")).isEqualTo(exitCode);
        assertThat(cli.err()).isEqualTo("so\n");
    }

    @Test
    void daemon_without_faces_is_exit_4_with_the_reason() throws Exception {
        cli.java(DAEMON.formatted("failed: no ports", "", "DONE", "app=1", FakeApi.TOKEN));

        assertThat(cli.run("start", "--script_path", "app.py")).isEqualTo(4);
        assertThat(cli.err()).contains("supervises without console and API: no ports");
    }

    @Test
    void daemon_that_does_not_come_up_is_explained_and_leaves_nothing() throws Exception {
        cli.java("cat > /dev/null; echo 'CRITICAL port 80 is taken: choose another'; exit 1");

        assertThat(cli.run("start", "--port", "80")).isEqualTo(1);
        assertThat(cli.err()).contains("CRITICAL port 80 is taken: choose another",
                "the runner ended before it was up (exit code 1)");
        assertThat(cli.err()).as("nothing was launched").doesNotContain("goes on", "takes it over");
        assertThat(cli.home().path()).doesNotExist();
    }

    @Test
    void daemon_that_does_not_come_up_names_the_targets_that_go_on() throws Exception {
        cli.java("cat > /dev/null; exit 1");
        cli.state("db", true, TestCommandLine.identity(cli.process()));
        cli.stoppedState("web");

        assertThat(cli.run("start", "web")).isEqualTo(1);
        assertThat(cli.err()).contains("the runner ended before it was up (exit code 1); db goes on without a runner, "
                + "and the next start takes it over");

        cli.state("web", true, TestCommandLine.identity(cli.process()));
        assertThat(cli.run("start", "web")).isEqualTo(1);
        assertThat(cli.err()).contains("; db, web go on without a runner, and the next start takes them over");
    }

    @Test
    void known_name_alone_and_wanted_targets_need_no_script() throws Exception {
        cli.java("cat > /dev/null; exit 2").resolving(List.of(), List.of("gone"), List.of());
        cli.stoppedState("web");
        assertThat(cli.run("start", "web")).isEqualTo(2);
        assertThat(cli.err()).contains("the runner ended before it was up");
        assertThat(cli.run("start")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("CRITICAL gone\n");
        cli.state("web", true, ProcFs.system().self());
        assertThat(cli.run("start")).isEqualTo(2);
        assertThat(cli.err()).contains("the runner ended before it was up");
    }

    @Test
    void a_new_runner_gets_the_file_of_the_last_one_and_one_that_runs_does_not() throws Exception {
        cli.java("cat > $DPM_HOME/request; exit 2");
        cli.home().create();
        Files.writeString(cli.home().targetState("web"), "schema=1\nname=web\nwanted=true\nsource=/srv/dpm.yaml\n");

        cli.run("start");
        assertThat(cli.resolved().earlierFile()).contains(Path.of("/srv/dpm.yaml"));
        cli.run("start", "web");
        assertThat(cli.resolved().earlierFile()).contains(Path.of("/srv/dpm.yaml"));
        cli.run("run");
        assertThat(cli.resolved().earlierFile()).contains(Path.of("/srv/dpm.yaml"));
        cli.run("run", "--", "prog");
        assertThat(cli.resolved().earlierFile()).isEmpty();

        cli.daemon(api);
        api.on("POST targets", 200, "all run already");
        cli.run("start");
        assertThat(cli.resolved().earlierFile()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start web --cpu_threshold 44", "start --name web --cpu_threshold 44"})
    void options_alone_for_a_known_target_are_refused_with_the_ways_to_change_it(String line) throws Exception {
        cli.daemon(api).resolving(List.of(), List.of("target_script.py is not there"), List.of());
        cli.stoppedState("web");

        assertThat(cli.run(line.split(" "))).isEqualTo(1);
        assertThat(cli.err()).contains("web is known", "nothing was changed", "PATCH /api/v1/targets/web/settings",
                "`reload`", "`remove`").doesNotContain("target_script").hasLineCount(1);
        assertThat(api.asked()).isEmpty();
        assertThat(cli.run("start", "other", "--cpu_threshold", "44")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("CRITICAL target_script.py is not there\n");
        assertThat(cli.run("start", "web", "--script_path", "gone.py")).isEqualTo(1);
        assertThat(cli.err()).startsWith("CRITICAL");
    }

    @Test
    void run_goes_through_the_port_of_the_supervisor() {
        assertThat(cli.run("run", "--name", "web", "--", "prog")).isEqualTo(42);
        assertThat(cli.foreground()).containsExactly("run " + cli.home() + " false {name=web} [prog]");
        cli.resolving(List.of(new ConfigFault("--port", "bad")), List.of(), List.of());
        assertThat(cli.run("run", "--port", "x")).isEqualTo(2);
        assertThat(cli.foreground()).hasSize(1);
    }

    @Test
    void run_as_daemon_reads_its_request_from_stdin() throws Exception {
        cli.run("run", "--name", "web", "--", "prog");
        cli.piping(cli.resolved().encode());
        assertThat(cli.run("run", "--daemon")).isEqualTo(42);
        assertThat(cli.foreground().get(1)).isEqualTo("run " + cli.home() + " true {name=web} [prog]");
        assertThat(cli.piping("rubbish").run("run", "--daemon")).isEqualTo(2);
    }

    @Test
    void run_without_any_home_still_runs() {
        cli.environment().remove("DPM_HOME");
        assertThat(cli.run("run", "--", "prog")).isEqualTo(42);
        assertThat(cli.foreground().get(0)).startsWith("run /dev/null/.dpm");
    }
}
