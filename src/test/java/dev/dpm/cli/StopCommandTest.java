package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.daemon.ProcFs;

class StopCommandTest extends CommandLineTest {

    private Process daemonThatEndsWhenAsked(Runnable whatElseEnds) throws Exception {
        Process daemon = cli.process();
        cli.daemon(TestCommandLine.identity(daemon), api.address());
        api.on("POST shutdown", new FakeApi.Reply(202, "stopping", Map.of(), () -> {
            whatElseEnds.run();
            daemon.destroy();
        }));
        return daemon;
    }

    @Test
    void help_says_what_the_next_start_resumes() {
        assertThat(cli.run("stop", "--help")).isZero();
        assertThat(cli.out().replaceAll("\\s+", " ")).contains("stopped by its name stays stopped",
                "after a stop of everything, start alone resumes");
    }

    @Test
    void nothing_running_is_done_already() {
        assertThat(cli.run("stop")).isZero();
        assertThat(cli.out()).isEqualTo("nothing is running\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stopped_and_unknown_names_without_a_daemon() throws Exception {
        cli.stoppedState("web");
        assertThat(cli.run("stop", "web")).isZero();
        assertThat(cli.out()).isEqualTo("web is not running\n");
        assertThat(cli.run("stop", "nope")).isEqualTo(2);
    }

    @Test
    void a_stop_without_a_daemon_says_how_many_go_on_without_one() {
        assertThat(StopCommand.leftAlone(0)).isEqualTo("no runner is running; no target is left");
        assertThat(StopCommand.leftAlone(1))
                .isEqualTo("no runner is running; the other target goes on unsupervised until `start`");
        assertThat(StopCommand.leftAlone(2))
                .isEqualTo("no runner is running; the other 2 targets go on unsupervised until `start`");
    }

    @Test
    void refuses_where_nobody_can_be_asked() throws Exception {
        cli.daemon(api);
        assertThat(cli.run("stop")).isEqualTo(2);
        assertThat(cli.err()).contains("no terminal to ask on", "--yes");
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "nein\n", "yess\n"})
    void anything_but_yes_changes_nothing(String answer) throws Exception {
        cli.daemon(api).typing(answer);
        assertThat(cli.run("stop")).isEqualTo(2);
        assertThat(cli.out()).isEqualTo("Stop the daemon? [y/N] ");
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes\n", "yes"})
    void yes_stops_all_that_the_question_names(String answer) throws Exception {
        Process web = cli.process();
        Process other = cli.process();
        cli.state("api", true, TestCommandLine.identity(other));
        cli.state("web", true, TestCommandLine.identity(web));
        daemonThatEndsWhenAsked(() -> {
            TestCommandLine.end(web);
            TestCommandLine.end(other);
        });

        assertThat(cli.typing(answer).run("stop")).isZero();
        assertThat(cli.out()).startsWith("Stop api and 1 other and the daemon? [y/N] ")
                .endsWith("stopped api and 1 other and the runner\n");
        assertThat(api.asked()).containsExactly("POST shutdown?keep_targets=false");
    }

    @Test
    void returns_when_the_daemon_is_gone() throws Exception {
        Process daemon = daemonThatEndsWhenAsked(() -> {
        });
        assertThat(cli.run("stop", "--yes")).isZero();
        assertThat(ProcFs.system().identify(daemon.pid())).isEmpty();
        assertThat(cli.out()).isEqualTo("stopped the runner\n");
    }

    @Test
    void target_that_outlived_its_daemon_is_a_failure() throws Exception {
        cli.state("web", true, TestCommandLine.identity(cli.process()));
        daemonThatEndsWhenAsked(() -> {
        });
        assertThat(cli.run("stop", "-y")).isEqualTo(1);
        assertThat(cli.err()).contains("web did not");
    }

    @Test
    void keep_targets_ends_only_the_runner() throws Exception {
        cli.state("web", true, TestCommandLine.identity(cli.process()));
        daemonThatEndsWhenAsked(() -> {
        });
        assertThat(cli.run("stop", "-y", "--keep-targets")).isZero();
        assertThat(api.asked()).containsExactly("POST shutdown?keep_targets=true");
        assertThat(cli.out()).contains("1 target goes on unsupervised until the next `start`");
    }

    @Test
    void silent_daemon_gets_sigterm() throws Exception {
        Process daemon = cli.process();
        try (ServerSocket silent = new ServerSocket(0)) {
            cli.daemon(TestCommandLine.identity(daemon), "http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThat(cli.run("stop", "--yes")).isZero();
        }
        assertThat(daemon.waitFor()).isEqualTo(143);
        assertThat(cli.err()).contains("silent for 2 s", "ended by SIGTERM");
    }

    @Test
    void daemon_without_faces_gets_sigterm_but_cannot_stop_one_target() throws Exception {
        Process daemon = cli.process();
        cli.home().create();
        cli.write(cli.record(TestCommandLine.identity(daemon)).unreachable("no ports"));

        assertThat(cli.run("stop", "web", "--yes")).isEqualTo(4);
        assertThat(cli.run("stop", "--keep_targets", "--yes")).isEqualTo(4);
        assertThat(daemon.isAlive()).isTrue();
        assertThat(cli.run("stop", "--yes")).isZero();
        assertThat(daemon.waitFor()).isEqualTo(143);
    }

    @Test
    void daemon_without_faces_says_so_where_its_console_is_asked_for() throws Exception {
        cli.home().create();
        cli.write(cli.record(TestCommandLine.identity(cli.process())).unreachable("no ports"));

        assertThat(cli.run("console")).isEqualTo(1);
        assertThat(cli.err()).contains("supervises without a console: no ports").doesNotContain("does not answer");
    }

    @Test
    void one_target_is_waited_for() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "RUNNING")
                .on("GET targets/web", 200, "", "Dpm-State", "STOPPING")
                .on("GET targets/web", 200, "", "Dpm-State", "STOPPED")
                .on("POST targets/web/stop", 202, "the words do not matter", "Dpm-Started", "web=0");

        assertThat(cli.run("stop", "web", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("web is stopped\n");
        assertThat(api.asked()).hasSize(4);
    }

    @Test
    void one_whose_stop_cannot_be_written_down_is_stopped_with_a_warning() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "STOPPED", "Dpm-Unwritten", "no+room%3A+web%0Ano+room%3A+b")
                .on("POST targets/web/stop", 200, "stopped already");

        assertThat(cli.run("stop", "web", "--yes")).isZero();
        assertThat(cli.err()).isEqualTo("WARNING no room: web\nWARNING no room: b\n");
    }

    @Test
    @Timeout(20)
    void one_that_another_order_starts_again_is_not_waited_for() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "RUNNING", "Dpm-Incarnation", "4")
                .on("GET targets/web", 200, "", "Dpm-State", "STOPPING", "Dpm-Incarnation", "4")
                .on("GET targets/web", 200, "", "Dpm-State", "STARTING", "Dpm-Incarnation", "5")
                .on("POST targets/web/stop", 202, "stopping web", "Dpm-Started", "web=0");

        assertThat(cli.run("stop", "web", "--yes")).isEqualTo(1);
        assertThat(cli.err()).contains("web was started again by another order: it is STARTING");
    }

    /**
     * The command takes the reason of the failed stop from the header {@code Dpm-Reason}, not from the text for people.
     */
    @Test
    void why_one_could_not_be_stopped_is_what_the_runner_gives_as_reason() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "RUNNING")
                .on("GET targets/web", 200, "state       FATAL since 12:00", "Dpm-State", "FATAL", "Dpm-Reason",
                        "its+processes+could+not+be+ended%3A+KILL+was+sent+for+5+s")
                .on("POST targets/web/stop", 202, "stopping web", "Dpm-Started", "web=0");

        assertThat(cli.run("stop", "web", "--yes")).isEqualTo(1);
        assertThat(cli.err())
                .contains("web could not be stopped: its processes could not be ended: KILL was sent for 5 s");
    }

    /** The runner forgets a target without a record when the target's last process ends. */
    @Test
    void one_that_is_forgotten_with_its_last_process_is_stopped() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "RUNNING")
                .on("GET targets/web", 200, "", "Dpm-State", "STOPPING")
                .on("GET targets/web", 404, "There is no target named 'web'.")
                .on("GET targets/gone", 200, "", "Dpm-State", "RUNNING")
                .on("GET targets/gone", 404, "There is no target named 'gone'.")
                .on("POST targets/web/stop", 202, "stopping web", "Dpm-Started", "web=0")
                .on("POST targets/gone/stop", 202, "stopping gone", "Dpm-Started", "gone=0");

        assertThat(cli.run("stop", "web", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("web is stopped\n");
        assertThat(cli.run("stop", "gone", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("gone is stopped\n");
    }

    /** The target's process was started outside the runner and continues to run. The runner's own sentence says so. */
    @Test
    void one_that_is_let_go_is_not_called_stopped() throws Exception {
        cli.daemon(api);
        api.on("GET targets/web", 200, "", "Dpm-State", "RUNNING")
                .on("GET targets/web", 200, "", "Dpm-State", "STOPPED")
                .on("POST targets/web/stop", 200, "stopping to watch web: process 456 goes on");

        assertThat(cli.run("stop", "web", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("stopping to watch web: process 456 goes on\n");
    }

    @Test
    void unknown_target_is_not_asked_about() throws Exception {
        cli.daemon(api).typing("y\n");
        assertThat(cli.run("stop", "nope")).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void targets_of_a_dead_runner_are_stopped_all_the_same() throws Exception {
        cli.state("web", true, TestCommandLine.identity(cli.process()));

        assertThat(cli.run("stop")).isEqualTo(2);
        assertThat(cli.run("stop", "--keep_targets")).isZero();
        assertThat(cli.foreground()).isEmpty();
        assertThat(cli.run("stop", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("stopped web\n");
        cli.state("web", true, TestCommandLine.identity(cli.process()));
        assertThat(cli.run("stop", "web", "--yes")).isZero();
        assertThat(cli.out()).isEqualTo("stopped web\nno runner is running; no target is left\n");
        assertThat(cli.foreground()).containsExactly("stopUnsupervised all", "stopUnsupervised web");
    }

    @Test
    void dependents_are_stopped_before_their_dependency_without_a_daemon_too() throws Exception {
        cli.dependentState("app", TestCommandLine.identity(cli.process()), "db");
        cli.state("db", true, TestCommandLine.identity(cli.process()));
        cli.state("other", true, TestCommandLine.identity(cli.process()));
        cli.dependentState("web", TestCommandLine.identity(cli.process()), "app:healthy");

        assertThat(cli.run("stop", "db")).isEqualTo(2);
        assertThat(cli.err()).contains("web, app depend on db and are stopped first; there is no terminal to ask on");
        assertThat(cli.foreground()).isEmpty();
        assertThat(cli.run("stop", "db", "--yes")).isZero();
        assertThat(cli.foreground()).containsExactly("stopUnsupervised web", "stopUnsupervised app",
                "stopUnsupervised db");
        assertThat(cli.out()).startsWith("stopped web, app, db\n");
    }

    @Test
    void named_targets_are_stopped_in_the_order_of_their_dependencies_without_a_daemon() throws Exception {
        cli.dependentState("app", TestCommandLine.identity(cli.process()), "db");
        cli.state("db", true, TestCommandLine.identity(cli.process()));

        assertThat(cli.run("stop", "db", "app", "--yes")).isZero();
        assertThat(cli.foreground()).containsExactly("stopUnsupervised app", "stopUnsupervised db");
        assertThat(cli.out()).startsWith("stopped app and 1 other\n");
    }
}
