package dev.dpm.cli.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.cli.CommandLineTest;

/** Tests commands for several targets, and the hints for words that are no names of targets. */
class NamesTest extends CommandLineTest {

    @Test
    void several_are_restarted_and_followed() throws Exception {
        cli.stoppedState("web-1");
        cli.stoppedState("web-2");
        cli.stoppedState("worker");
        cli.daemon(api);
        for (String name : List.of("web-1", "web-2")) {
            api.on("POST targets/" + name + "/restart", 200, "restarting " + name, "Dpm-Started", name + "=2")
                    .on("GET targets/" + name + "/startup", 200, name + " runs", "Dpm-Stage", "RUNNING");
        }

        assertThat(cli.run("restart", "web-*")).isZero();

        assertThat(cli.out()).isEqualTo("restarting web-1\nrestarting web-2\nweb-1 runs\nweb-2 runs\n");
        assertThat(api.asked()).noneMatch(call -> call.contains("worker"));
    }

    @Test
    void several_are_asked_to_stop_before_the_first_is_waited_for() throws Exception {
        cli.stoppedState("web");
        cli.stoppedState("worker");
        cli.daemon(api);
        for (String name : List.of("web", "worker")) {
            api.on("GET targets/" + name, 200, "", "Dpm-State", "RUNNING")
                    .on("GET targets/" + name, 200, "", "Dpm-State", "STOPPED")
                    .on("POST targets/" + name + "/stop", 200, "stopping");
        }

        assertThat(cli.run("stop", "web", "worker", "--yes")).isZero();

        assertThat(api.asked()).containsExactly("GET targets/web", "GET targets/worker", "GET targets/web",
                "POST targets/web/stop", "GET targets/worker", "POST targets/worker/stop", "GET targets/web",
                "GET targets/worker");
    }

    @Test
    void a_group_narrowed_by_a_label_is_restarted_and_nothing_else() throws Exception {
        cli.taggedState("web-1", "shop", "tier=front");
        cli.taggedState("worker", "shop", "tier=back");
        cli.taggedState("mail", "post", "tier=back");
        cli.daemon(api);
        api.on("POST targets/worker/restart", 200, "restarting worker", "Dpm-Started", "worker=2")
                .on("GET targets/worker/startup", 200, "worker runs", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("restart", "@shop", "-l", "tier=back")).isZero();

        assertThat(cli.out()).isEqualTo("restarting worker\nworker runs\n");
        assertThat(api.asked()).allMatch(call -> call.contains("worker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "remove", "logs", "status", "events", "incidents", "reload"})
    void an_empty_name_selects_nothing(String command) throws Exception {
        cli.stoppedState("web");
        cli.stoppedState("worker");
        cli.daemon(api);

        assertThat(cli.run(command, "")).isEqualTo(2);
        assertThat(cli.err()).startsWith("dpm-runner: '' cannot be the name of a target; allowed: ");
        assertThat(cli.run(command, "web", "")).isEqualTo(2);
        assertThat(api.asked()).noneMatch(call -> call.startsWith("POST") || call.startsWith("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "remove", "logs", "status", "events", "incidents"})
    void every_command_says_the_same_of_a_group_or_label_that_no_target_has(String command) throws Exception {
        cli.taggedState("web", "shop", "tier=front");
        cli.daemon(api);

        assertThat(cli.run(command, "@shp")).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("dpm-runner: no target matches '@shp': did you mean @shop? `status` lists them\n");
        assertThat(cli.run(command, "-l", "tier=back")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm-runner: no target matches '-l tier=back': `status` lists them\n");
        assertThat(cli.run(command, "--selector", "tier==")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm-runner: -l: 'tier==' is not allowed; allowed: KEY=VALUE, KEY!=VALUE "
                + "or KEY, several separated by commas\n");
        assertThat(api.asked()).isEmpty();
        assertThat(cli.foreground()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "remove"})
    void a_command_that_needs_a_target_says_so(String command) {
        assertThat(cli.run(command)).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("dpm-runner: " + command + ": NAME... is missing (see java -jar dpm-runner.jar " + command
                        + " --help)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keep_targets", "--unclaimed"})
    void a_label_is_no_reason_to_stop_the_runner(String option) throws Exception {
        cli.taggedState("web", "shop", "tier=front");

        assertThat(cli.run("stop", "-l", "tier=front", option, "--yes")).isEqualTo(2);
        assertThat(cli.err()).contains("takes no NAME, not '-l tier=front'");
        assertThat(cli.foreground()).isEmpty();
    }

    private void comesUp(String name, boolean isWell) {
        api.on("POST targets/" + name + "/restart", 200, "restarting " + name, "Dpm-Started", name + "=2")
                .on("GET targets/" + name + "/startup", 200, "", "Dpm-Stage", "PENDING")
                .on("GET targets/" + name + "/startup", 200, name + (isWell ? " runs" : " has failed"), "Dpm-Stage",
                        isWell ? "RUNNING" : "FAILED");
    }

    @Test
    void rolling_restarts_the_next_target_when_the_one_before_is_there() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            cli.taggedState(name, "shop", "tier=front");
            comesUp(name, true);
        }
        cli.daemon(api);

        assertThat(cli.run("restart", "@shop", "--rolling")).isZero();

        assertThat(cli.out()).isEqualTo("restarting a\na runs\nrestarting b\nb runs\nrestarting c\nc runs\n");
    }

    @Test
    void rolling_ends_at_the_first_target_that_does_not_come_up_and_says_which_are_left() throws Exception {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            cli.taggedState(name, "shop", "tier=front");
            comesUp(name, !name.equals("c"));
        }
        cli.daemon(api);

        assertThat(cli.run("restart", "@shop", "--rolling", "--max-unavailable", "2")).isEqualTo(1);

        assertThat(cli.out())
                .isEqualTo("restarting a\nrestarting b\na runs\nb runs\nrestarting c\nrestarting d\n");
        assertThat(cli.err()).contains("c has failed",
                "the rolling restart has stopped: c did not come up; not restarted: e");
        assertThat(api.asked()).noneMatch(call -> call.startsWith("POST targets/e"));
    }

    @Test
    void a_reload_restarts_what_waits_one_after_the_other_and_says_what_keeps_its_settings() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            cli.taggedState(name, "shop", "tier=front");
            comesUp(name, !name.equals("b"));
        }
        cli.daemon(api);
        api.on("POST reload", 200, "a waits for its turn: nice from 0 to 5", "Dpm-Pending", "a,b,c");

        assertThat(cli.run("reload", "--rolling")).isEqualTo(1);

        assertThat(cli.out())
                .isEqualTo("a waits for its turn: nice from 0 to 5\nrestarting a\na runs\nrestarting b\n");
        assertThat(cli.err())
                .contains("the rolling restart has stopped: b did not come up; not restarted, and running "
                        + "with their old settings until a reload: c");
        assertThat(cli.run("reload", "--rolling", "a")).isEqualTo(2);
        assertThat(cli.run("reload", "--max_unavailable", "2")).isEqualTo(2);
    }

    @Test
    void a_hint_is_shown_once() throws Exception {
        for (String name : List.of("a", "b")) {
            cli.taggedState(name, "shop", "tier=front");
            api.on("POST targets/" + name + "/restart", 200, "restarting " + name, "Dpm-Started", name + "=2")
                    .on("GET targets/" + name + "/startup", 200,
                            name + " runs\n  by default; --cpu_threshold off turns "
                                    + "the threshold off",
                            "Dpm-Stage", "RUNNING");
        }
        cli.daemon(api);

        assertThat(cli.run("restart", "@shop")).isZero();

        assertThat(cli.out())
                .isEqualTo("restarting a\nrestarting b\na runs\n  by default; --cpu_threshold off turns the "
                        + "threshold off\nb runs\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ended with exit code 0        | 0
            ended with exit code 3        | 1
            was ended, since it had run   | 1
            """)
    void a_reload_waits_for_its_command_and_says_how_it_ended(String how, int code) throws Exception {
        cli.taggedState("web", "shop", "tier=front");
        cli.daemon(api);
        api.on("GET events", 200, "", "Dpm-Last-Sequence", "17").on("GET events", 200, "")
                .on("GET events", 200, "2026-11-29 22:00:00 web: its reload_command " + how + "\n")
                .on("POST targets/web/reload", 200, "running the reload_command of web")
                .on("GET targets/web", 200, "", "Dpm-State", "RUNNING");

        assertThat(cli.run("reload", "web")).isEqualTo(code);

        assertThat(cli.out() + cli.err()).contains("running the reload_command of web",
                "web: its reload_command " + how);
        assertThat(api.asked()).contains("GET events?type=HookEnded&limit=100&target=web&after=17");
    }

    @Test
    void a_target_that_ends_while_it_reloads_is_not_waited_for() throws Exception {
        cli.taggedState("web", "shop", "tier=front");
        cli.daemon(api);
        api.on("GET events", 200, "", "Dpm-Last-Sequence", "17")
                .on("POST targets/web/reload", 200, "running the reload_command of web")
                .on("GET targets/web", 200, "", "Dpm-State", "BACKOFF");

        assertThat(cli.run("reload", "web")).isEqualTo(1);

        assertThat(cli.err()).contains("web ended before its reload_command did");
    }

    @Test
    void a_rolling_restart_goes_on_behind_a_target_whose_restart_is_refused() throws Exception {
        cli.taggedState("a", "shop", "tier=front");
        cli.taggedState("b", "shop", "tier=front");
        cli.daemon(api);
        api.on("POST targets/a/restart", 409, "a is attached to a process that somebody else starts")
                .on("POST targets/b/restart", 200, "restarting b");

        assertThat(cli.run("restart", "@shop", "--rolling")).isEqualTo(1);

        assertThat(cli.err()).isEqualTo("dpm-runner: a is attached to a process that somebody else starts\n");
        assertThat(cli.out()).isEqualTo("restarting b\n");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            restart a --rolling --max_unavailable 0 | --max_unavailable takes a number of targets from 1 to 1000, not '0'
            restart a --rolling --max_unavailable x | --max_unavailable takes a number of targets from 1 to 1000, not 'x'
            restart a --max_unavailable 2           | restart: --max_unavailable is allowed together with --rolling
            """)
    void a_rolling_restart_of_no_sense_is_refused(String line, String sentence) {
        assertThat(cli.run(line.split(" ", -1))).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm-runner: " + sentence + "\n");
    }

    @Test
    void logs_of_several_have_their_names_in_front() throws Exception {
        cli.stoppedState("web");
        cli.stoppedState("worker");
        Files.createDirectories(cli.home().targetLogs());
        Files.writeString(cli.home().targetLog("web"), "one\ntwo\n");
        Files.writeString(cli.home().targetLog("worker"), "three");

        assertThat(cli.run("logs", "w*", "-n", "5")).isZero();

        assertThat(cli.out()).isEqualTo("web | one\nweb | two\nworker | three\n");
    }

    @Test
    void on_a_terminal_a_target_s_output_steers_nothing_but_colours_unless_it_is_asked_for_raw() throws Exception {
        String written = "\u001b[31mred\u001b]0;title\u0007\u001b[2J\n";
        cli.stoppedState("web");
        Files.createDirectories(cli.home().targetLogs());
        Files.writeString(cli.home().targetLog("web"), written);

        assertThat(cli.run("logs", "web")).isZero();
        assertThat(cli.out()).as("into a pipe").isEqualTo(written);
        cli.typing("");
        assertThat(cli.run("logs", "web")).isZero();
        assertThat(cli.out()).isEqualTo("\u001b[31mred^[]0;title^G^[[2J\n\u001b[0m");
        assertThat(cli.run("logs", "web", "--raw")).isZero();
        assertThat(cli.out()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            ls       , status
            ps       , status
            list     , status
            statsu   , status
            log      , logs
            tail     , logs -f
            kill     , stop
            up       , start
            down     , stop
            rm       , remove
            restrat  , restart
            evnts    , events
            """)
    void a_command_of_elsewhere_is_answered_with_ours(String written, String meant) {
        assertThat(cli.run(written)).isEqualTo(2);
        assertThat(cli.err()).contains("'" + written + "' is not a command; did you mean " + meant + "?");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            start app.py                  | a script stands behind --script_path: start --script_path app.py
            start server.js               | a script stands behind --script_path: start --script_path server.js
            run app.py                    | a script stands behind --script_path: run --script_path app.py
            start bash -x run.sh          | a program and its arguments stand behind --: start -- bash -x run.sh
            run sleep 100                 | a program and its arguments stand behind --: run -- sleep 100
            start sleep 100               | a program and its arguments stand behind --: start -- sleep 100
            start web sleep 100           | a program and its arguments stand behind --: start web -- sleep 100
            start sleep                   | a program and its arguments stand behind --: start -- sleep
            """, delimiter = '|')
    void what_lacks_an_option_or_the_dashes_is_told_so(String words, String sentence) {
        assertThat(cli.run(words.split(" "))).isEqualTo(2);
        assertThat(cli.err()).contains(sentence);
    }
}
