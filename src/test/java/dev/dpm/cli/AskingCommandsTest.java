package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.Program;
import dev.dpm.process.ProcessIdentity;

/** Tests of {@code status restart remove reload events console check}: their requests, output and exit codes. */
class AskingCommandsTest extends CommandLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"restart web", "remove web --yes", "reload", "events", "console"})
    void without_a_daemon_exit_3_says_how_to_start_one(String line) {
        assertThat(cli.run(line.split(" "))).isEqualTo(3);
        assertThat(cli.err()).contains("no runner is running on " + cli.home(), "`start`");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "start web", "restart web", "remove web --yes", "reload", "events", "console"})
    void wrong_token_is_exit_4_and_named(String line) throws Exception {
        cli.daemon(api).environment().put("DPM_TOKEN", "other");
        assertThat(cli.run(line.split(" "))).isEqualTo(4);
        assertThat(cli.err()).contains("refused the token of DPM_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "start web", "reload", "events", "console"})
    void refused_connection_is_exit_4(String line) throws Exception {
        api.close();
        cli.daemon(api);
        assertThat(cli.run(line.split(" "))).isEqualTo(4);
        assertThat(cli.err()).contains("does not answer").hasLineCount(1);
    }

    @Test
    void silence_of_2_s_is_exit_4() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            cli.daemon(TestCommandLine.identity(cli.process()), "http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThat(cli.run("status")).isEqualTo(4);
        }
        assertThat(cli.err()).contains("silent for 2 s");
    }

    /**
     * The client waits longer for a busy runner than for an inactive one, which counts as hanging after two seconds.
     */
    @Test
    void one_that_works_is_waited_for() throws Exception {
        Process busy = cli.process("while :; do :; done");
        cli.daemon(TestCommandLine.identity(busy), api.address());
        api.on("GET status", new FakeApi.Reply(200, "web RUNNING\n", Map.of("Dpm-Exit-Code", "0"),
                () -> LockSupport.parkNanos(Duration.ofSeconds(4).toNanos())));
        assertThat(cli.run("status")).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo("web RUNNING\n");
    }

    @Test
    void lock_without_a_record_is_exit_4() throws Exception {
        Process holder = cli.lockHolder();
        assertThat(cli.run("status")).isEqualTo(4);
        assertThat(cli.err()).contains("process " + holder.pid() + " holds the home folder", "`stop` ends it");
    }

    @Test
    void status_shows_what_the_runner_says_and_exits_as_it_says() throws Exception {
        cli.daemon(api);
        cli.environment().put("TZ", "UTC");
        api.on("GET targets/web/page", 200, "web RUNNING ü\n", "Dpm-Exit-Code", "0").on("GET status", 200, "{}",
                "Dpm-Exit-Code", "1");

        assertThat(cli.run("status", "web")).isZero();
        assertThat(cli.out()).isEqualTo("web RUNNING ü\n");
        assertThat(cli.run("status", "--json")).isEqualTo(1);
        assertThat(cli.out()).isEqualTo("{}\n");
        assertThat(api.asked()).containsExactly("GET targets/web/page?color=false&zone=UTC",
                "GET status");
        assertThat(api.accepts()).containsExactly("text/plain", "application/json");
    }

    @Test
    void status_of_one_target_asks_an_earlier_runner_in_its_way() throws Exception {
        cli.daemon(api).environment().putAll(Map.of("COLUMNS", "99", "TZ", "UTC"));
        api.on("GET status", 200, "web RUNNING\n", "Dpm-Exit-Code", "1");

        assertThat(cli.run("status", "web")).isEqualTo(1);

        assertThat(cli.out()).isEqualTo("web RUNNING\n");
        assertThat(api.asked()).containsExactly("GET targets/web/page?color=false&width=99&zone=UTC",
                "GET status?name=web&color=false&width=99&zone=UTC");
    }

    @Test
    void status_names_a_runner_of_another_version() throws Exception {
        DaemonRecord record = DaemonRecord.starting(ProcFs.system().self(),
                new Program(Path.of("/java"), Path.of("/x.jar"), "0.0.9"), Instant.EPOCH);
        cli.daemon(api).write(record.reachable(api.address(), "http://127.0.0.1:1/",
                Optional.of(cli.home().tokenFile().toString())));
        api.on("GET status", 200, "web RUNNING\n", "Dpm-Exit-Code", "0");

        assertThat(cli.run("status")).isZero();

        assertThat(cli.out()).isEqualTo("web RUNNING\n");
        assertThat(cli.err()).contains("the runner is version 0.0.9, this command is 0.1.0").hasLineCount(1);
    }

    @Test
    void colour_is_for_terminals_and_no_color_is_honoured() throws Exception {
        cli.daemon(api).typing("").environment().putAll(Map.of("COLUMNS", "99", "TZ", "UTC"));
        api.on("GET status", 200, "x", "Dpm-Exit-Code", "0");
        cli.run("status");
        cli.environment().put("NO_COLOR", "1");
        cli.run("status");

        assertThat(api.asked()).containsExactly("GET status?color=true&width=99&zone=UTC",
                "GET status?color=false&width=99&zone=UTC");
    }

    @Test
    void status_watches_until_the_runner_is_gone() throws Exception {
        Process daemon = cli.process();
        cli.daemon(TestCommandLine.identity(daemon), api.address());
        api.on("GET status", 200, "one", "Dpm-Exit-Code", "0").on("GET status",
                new FakeApi.Reply(200, "two", Map.of("Dpm-Exit-Code", "0"), () -> TestCommandLine.end(daemon)));

        assertThat(cli.run("status", "--watch=0.1")).isEqualTo(3);
        assertThat(cli.out()).isEqualTo("one\ntwo\nno runner is running on " + cli.home() + "\n");
    }

    @Test
    void status_without_a_daemon_is_exit_3() {
        assertThat(cli.run("status")).isEqualTo(3);
        assertThat(cli.out()).isEqualTo("no runner is running on " + cli.home() + "\n");
        assertThat(cli.run("status", "--json")).isEqualTo(3);
        assertThat(cli.out()).isEqualTo("{\"runner\": null, \"targets\": []}\n");
        assertThat(cli.run("status", "web")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void status_lists_targets_that_a_dead_runner_left() throws Exception {
        ProcessIdentity process = TestCommandLine.identity(cli.process());
        cli.state("web", true, process);
        cli.state("worker", true, process);
        cli.stoppedState("idle");

        assertThat(cli.run("status")).isEqualTo(3);
        assertThat(cli.out()).contains("2 targets run unsupervised: `start` adopts them\n",
                "  web     pid " + process.pid() + "\n", "  worker  pid " + process.pid() + "\n")
                .doesNotContain("idle");
        assertThat(cli.run("status", "web", "--json")).isEqualTo(3);
        assertThat(cli.out()).startsWith("{\"runner\": null, \"targets\": [{\"name\": \"web\", ")
                .contains("\"pid\": " + process.pid(), "\"cpu_percent\": null", "\"last_exit\": null")
                .doesNotContain("worker");
    }

    @Test
    void newer_files_are_refused() throws Exception {
        cli.home().create();
        Files.writeString(cli.home().targetState("web"), "schema=99\n");
        assertThat(cli.run("status")).isEqualTo(1);
        assertThat(cli.err()).contains("newer dpm-runner");
    }

    @Test
    void restart_and_reload_follow_what_they_start() throws Exception {
        cli.daemon(api);
        api.on("POST targets/web/restart", 202, "restarting web", "Dpm-Started", "web=2")
                .on("POST reload", 200, "nothing changed", "Dpm-Started", "")
                .on("GET targets/web/startup", 200, "web runs", "Dpm-Stage", "RUNNING");

        assertThat(cli.run("restart", "web")).isZero();
        assertThat(cli.out()).isEqualTo("restarting web\nweb runs\n");
        assertThat(cli.run("reload")).isZero();
        assertThat(cli.out()).isEqualTo("nothing changed\n");
        assertThat(cli.run("restart", "nope")).isEqualTo(2);
    }

    @Test
    void remove_asks_first() throws Exception {
        cli.daemon(api);
        api.on("DELETE targets/web", 200, "web is forgotten").on("DELETE targets/busy", 409,
                "busy runs: stop it first").on("GET targets/web", 200, "").on("GET targets/busy", 200, "");

        assertThat(cli.run("remove", "web")).isEqualTo(2);
        assertThat(cli.typing("n\n").run("remove", "web")).isEqualTo(2);
        assertThat(api.asked()).noneMatch(asked -> asked.startsWith("DELETE"));
        assertThat(cli.typing("y\n").run("remove", "web")).isZero();
        assertThat(cli.out()).isEqualTo("Remove web? [y/N] web is forgotten\n");
        assertThat(cli.piping("").run("remove", "busy", "-y")).isEqualTo(1);
        assertThat(cli.err()).contains("busy runs: stop it first");
    }

    @Test
    void events_go_on_from_the_last_one_seen() throws Exception {
        Process daemon = cli.process();
        cli.daemon(TestCommandLine.identity(daemon), api.address());
        api.on("GET events", 200, "a\nb\n", "Dpm-Last-Sequence", "17").on("GET events",
                new FakeApi.Reply(200, "c\n", Map.of("Dpm-Last-Sequence", "18"), () -> TestCommandLine.end(daemon)));

        assertThat(cli.run("events", "web", "-f", "-n", "2")).isEqualTo(3);
        assertThat(cli.out()).isEqualTo("a\nb\nc\n");
        assertThat(api.asked()).containsExactly("GET events?after=0&limit=2&zone=Europe%2FBerlin&target=web",
                "GET events?after=17&limit=1000&zone=Europe%2FBerlin&target=web");
        assertThat(cli.err()).contains("has ended");
    }

    @Test
    void no_events_are_shown_where_none_are_asked_for_and_new_ones_follow() throws Exception {
        Process daemon = cli.process();
        cli.daemon(TestCommandLine.identity(daemon), api.address());
        api.on("GET events", 200, "newest\n", "Dpm-Last-Sequence", "17").on("GET events",
                new FakeApi.Reply(200, "c\n", Map.of("Dpm-Last-Sequence", "18"), () -> TestCommandLine.end(daemon)));

        assertThat(cli.run("events", "-f", "-n", "0")).isEqualTo(3);

        assertThat(cli.out()).isEqualTo("c\n");
        assertThat(api.asked()).containsExactly("GET events?after=0&limit=1&zone=Europe%2FBerlin",
                "GET events?after=17&limit=1000&zone=Europe%2FBerlin");
    }

    @Test
    void events_of_a_runner_that_is_gone_are_read_from_its_journal() throws Exception {
        cli.left("a\nb\n", Map.of("dpm-last-sequence", "17"));

        assertThat(cli.run("events", "web", "-n", "3")).isZero();

        assertThat(cli.out()).isEqualTo("a\nb\n");
        assertThat(cli.err()).contains("no runner is running on " + cli.home()).hasLineCount(1);
    }

    @Test
    void events_of_a_name_that_nobody_wrote_down_are_refused_without_a_runner() throws Exception {
        cli.left("", Map.of()).stoppedState("idle");

        assertThat(cli.run("events", "idle")).isZero();
        assertThat(cli.run("events", "nope")).isEqualTo(2);
        assertThat(cli.err()).contains("no target is called nope");
    }

    @Test
    void events_of_a_runner_that_is_gone_cannot_be_followed() {
        cli.left("a\n", Map.of("dpm-last-sequence", "17"));

        assertThat(cli.run("events", "-f")).isEqualTo(3);

        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("no runner is running on " + cli.home(), "nothing new can follow")
                .hasLineCount(1);
    }

    @Test
    void a_journal_that_cannot_be_read_is_one_sentence() {
        cli.unreadable("the journal x cannot be read: permission denied");

        assertThat(cli.run("events")).isEqualTo(1);

        assertThat(cli.err()).contains("the journal x cannot be read: permission denied").hasLineCount(1);
    }

    @Test
    void events_since_a_moment_are_all_asked_for_by_every_page() throws Exception {
        cli.daemon(api).environment().put("TZ", "Europe/Berlin");
        api.on("GET events", 200, "new\n".repeat(1000), "Dpm-Last-Sequence", "2500", "Dpm-First-Sequence", "1501")
                .on("GET events", 200, "old\n", "Dpm-Last-Sequence", "1500", "Dpm-First-Sequence", "1500");

        assertThat(cli.run("events", "--since", "2026-02-28 18:05")).isZero();

        assertThat(cli.out()).hasLineCount(1001).startsWith("old\n");
        assertThat(api.asked()).containsExactly(
                "GET events?after=0&limit=1000&since=2026-02-28T17:05:00Z&zone=Europe%2FBerlin",
                "GET events?after=0&limit=1000&before=1501&since=2026-02-28T17:05:00Z&zone=Europe%2FBerlin");
    }

    @Test
    void a_target_without_events_since_a_moment_is_known_by_older_ones() throws Exception {
        cli.daemon(api);
        api.on("GET events", 200, "").on("GET events", 200, "old\n", "Dpm-Last-Sequence", "17");

        assertThat(cli.run("events", "web", "--since", "10m", "--json")).isZero();

        assertThat(cli.out()).isEmpty();
        assertThat(api.asked()).hasSize(2).last().isEqualTo("GET events?after=0&limit=1&target=web");
    }

    @Test
    void more_events_than_one_answer_holds_are_asked_for_page_by_page() throws Exception {
        cli.daemon(api);
        api.on("GET events", 200, "new\n".repeat(1000), "Dpm-Last-Sequence", "2500", "Dpm-First-Sequence", "1501")
                .on("GET events", 200, "older\n".repeat(1000), "Dpm-Last-Sequence", "1500", "Dpm-First-Sequence", "501")
                .on("GET events", 200, "oldest\n".repeat(200), "Dpm-Last-Sequence", "500", "Dpm-First-Sequence", "301");

        assertThat(cli.run("events", "-n", "2200")).isZero();

        assertThat(cli.out()).isEqualTo("oldest\n".repeat(200) + "older\n".repeat(1000) + "new\n".repeat(1000));
        assertThat(api.asked()).containsExactly("GET events?after=0&limit=1000&zone=Europe%2FBerlin",
                "GET events?after=0&limit=1000&before=1501&zone=Europe%2FBerlin",
                "GET events?after=0&limit=200&before=501&zone=Europe%2FBerlin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10001", "-1", "x"})
    void a_number_of_events_that_is_none_is_refused_by_its_option(String lines) throws Exception {
        cli.daemon(api);

        assertThat(cli.run("events", "-n", lines)).isEqualTo(2);

        assertThat(cli.err()).contains("-n takes a number of lines from 0 to 10000, not '" + lines + "'");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void events_of_an_unknown_target_are_exit_2_and_those_of_a_removed_one_are_shown() throws Exception {
        cli.daemon(api);
        api.on("GET events", 200, "", "Dpm-Last-Sequence", "0").on("GET events", 200, "", "Dpm-Last-Sequence", "0")
                .on("GET events", 200, "web was removed\n", "Dpm-Last-Sequence", "7")
                .on("GET targets/fresh", 200, "fresh is STOPPED")
                .on("GET targets/nosuch", 404, "There is no target named 'nosuch'.\n");

        assertThat(cli.run("events", "nosuch", "-f")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm-runner: no target is called nosuch: `status` lists them\n");
        assertThat(cli.run("events", "fresh")).isZero();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.run("events", "web")).isZero();
        assertThat(cli.out()).isEqualTo("web was removed\n");
    }

    @Test
    void events_as_json_lines() throws Exception {
        cli.daemon(api);
        api.on("GET events", 200, "{}\n");
        assertThat(cli.run("events", "--json")).isZero();
        assertThat(api.accepts()).containsExactly("application/x-ndjson");
        assertThat(api.asked()).as("its times are UTC").containsExactly("GET events?after=0&limit=50");
    }

    @Test
    void events_in_a_zone_that_the_runner_does_not_know_are_in_utc_which_is_said_once() throws Exception {
        cli.daemon(api).environment().put("TZ", "Mars/Olympus");
        api.on("GET events", 400, "zone is 'Mars/Olympus'").on("GET events", 200, "a\n".repeat(1000),
                "Dpm-Last-Sequence", "1001", "Dpm-First-Sequence", "2").on("GET events", 200, "first\n");

        assertThat(cli.run("events", "-n", "1001")).isZero();

        assertThat(cli.out()).isEqualTo("first\n" + "a\n".repeat(1000));
        assertThat(cli.err())
                .isEqualTo("WARNING the runner does not know the time zone 'Mars/Olympus': times are in UTC\n");
        assertThat(api.asked()).containsExactly("GET events?after=0&limit=1000&zone=Mars%2FOlympus",
                "GET events?after=0&limit=1000", "GET events?after=0&limit=1&before=2");
    }

    @Test
    void what_is_no_fault_of_the_zone_stays_one() throws Exception {
        cli.daemon(api);
        api.on("GET events", 400, "there is something else");

        assertThat(cli.run("events")).isEqualTo(2);
        assertThat(cli.err()).contains("there is something else").doesNotContain("time zone");
    }

    @Test
    void console_prints_the_address() throws Exception {
        cli.daemon(api);
        api.on("POST console-codes", 201, "http://127.0.0.1:9180/login?code=x\n");
        assertThat(cli.run("console")).isZero();
        assertThat(cli.out()).isEqualTo("http://127.0.0.1:9180/login?code=x\n");
    }

    @Test
    void check_names_every_fault() {
        assertThat(cli.run("check", "dpm.yaml")).isZero();
        assertThat(cli.out()).isEqualTo("dpm.yaml: 0 targets, no faults\n");
        assertThat(cli.resolved().flags()).isEqualTo(Map.of("config", "dpm.yaml"));

        cli.resolving(List.of(), List.of("no such program"), List.of("odd"));
        assertThat(cli.run("check", "dpm.yaml")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("WARNING odd\nno such program\n");

        cli.resolving(
                List.of(new ConfigFault("dpm.yaml line 12", "unknown key 'x'"), new ConfigFault("DPM_PORT", "bad"),
                        new ConfigFault("dpm.yaml line 2", "no folder")),
                List.of("dpm.yaml line 7: no script"), List.of());
        assertThat(cli.run("check", "dpm.yaml")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("dpm.yaml line 2: no folder\ndpm.yaml line 7: no script\n"
                + "dpm.yaml line 12: unknown key 'x'\nDPM_PORT: bad\n");
        assertThat(folder).isEmptyDirectory();
    }
}
