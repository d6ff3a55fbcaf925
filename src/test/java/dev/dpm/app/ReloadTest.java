package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Requests;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.LastKnown;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.RunnerEvent.NoticeGivenUp;
import dev.dpm.process.LaunchOrder;
import dev.dpm.testing.Incidents;

/**
 * Tests which configuration files {@code reload} reads, and from the environment of which client (the caller) targets
 * get their variables.
 */
class ReloadTest {

    @TempDir
    Path folder;
    @AutoClose
    private RunnerBench runner;

    @BeforeEach
    void makeRunner() throws IOException {
        runner = new RunnerBench(folder.resolve("home"));
    }

    private void file(String name, String... lines) throws IOException {
        RunnerBench.write(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private StartRequest given(String file) {
        return Requests.in(folder).flag("config", file).request();
    }

    private CommandResult start(String file) {
        return runner.operations().start(given(file));
    }

    private CommandResult reload() {
        return runner.operations().reload(false);
    }

    private void bothRun() throws IOException {
        file("a.yaml", "targets:", "  web: {command: [sleep, '60']}", "  api: {command: [sleep, '61']}");
        file("b.yaml", "targets:", "  db: {command: [sleep, '62']}");
        runner.begins(given("a.yaml"));
        assertThat(start("b.yaml").outcome()).isEqualTo(Outcome.DONE);
        runner.runs("web", "api", "db");
    }

    @Test
    void it_warns_of_what_a_file_hardly_means_as_check_and_start_do() throws IOException {
        file("a.yaml", "targets:", "  web: {command: [sleep, '60']}");
        runner.begins(given("a.yaml"));
        runner.runs("web");
        file("a.yaml", "targets:", "  web: {command: [sleep, '60'], cpu_threshold: 90, cpu_limit: 500m, watch: [/usr]}",
                "  job:", "    command: echo a > /tmp/b", "    restart: never");

        CommandResult reply = reload();

        assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
        assertThat(reply.sentence().lines().filter(line -> line.startsWith("WARNING ")))
                .anyMatch(
                        line -> line.startsWith("WARNING a.yaml line 2: cpu_threshold 90 is not below cpu_limit 500m"))
                .anyMatch(line -> line.startsWith("WARNING a.yaml line 2: everything below '/usr' is watched"))
                .anyMatch(line -> line.startsWith("WARNING a.yaml line 4: command: no shell reads this line"))
                .hasSize(3);
        assertThat(reply.sentenceWithoutWarnings()).contains("web", "job").doesNotContain("WARNING");
    }

    private Requests caller(String place, String who) throws IOException {
        return Requests.in(Files.createDirectories(folder.resolve(place))).variable("WHO", who);
    }

    private void ofTwoKinds(StartRequest request) throws IOException {
        Files.createDirectories(folder.resolve("srv"));
        file("dpm.yaml", "targets:", "  api: {command: [sleep, '60'], cwd: srv, env: {DB_PASSWORD: x, PORT: '8000'}}",
                "  web: {command: [sleep, '61']}");
        runner.begins(request);
        runner.runs("api", "web");
    }

    private StartRequest first() throws IOException {
        return caller("first", "first").flag("config", folder.resolve("dpm.yaml").toString()).request();
    }

    private StartRequest bare() throws IOException {
        return caller("second", "second").request();
    }

    private void isOfFirst(LaunchOrder web) {
        assertThat(web.cwd()).isEqualTo(folder.resolve("first"));
        assertThat(web.environment()).containsEntry("WHO", "first").doesNotContainKeys("DB_PASSWORD", "PORT");
    }

    @Test
    void after_a_crash_and_a_bare_start_no_target_gets_what_is_anothers() throws IOException {
        ofTwoKinds(first());
        runner.dies();
        runner.begins(bare());

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        runner.operations().restart("web");

        isOfFirst(runner.launch("web", 2));
    }

    @Test
    void after_a_stop_and_a_bare_start_no_target_gets_what_is_anothers() throws IOException {
        ofTwoKinds(first());
        runner.ends();
        runner.begins(bare());

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        runner.runs("web");
        runner.operations().restart("web");

        isOfFirst(runner.launch("web", 3));
    }

    @Test
    void what_is_new_in_a_file_or_changed_is_run_as_who_gave_the_file_would_also_by_the_next_runner()
            throws IOException {
        ofTwoKinds(first());
        runner.dies();
        runner.begins(bare());
        file("dpm.yaml", "targets:", "  api: {command: [sleep, '60'], env: {PORT: '9000'}}",
                "  web: {command: [sleep, '61']}", "  more: {command: [sleep, '62']}");

        reload();

        isOfFirst(runner.launch("more", 1));
        assertThat(runner.launch("api", 2).environment()).containsEntry("WHO", "first").containsEntry("PORT", "9000")
                .doesNotContainKey("DB_PASSWORD");
        assertThat(runner.launch("api", 2).cwd()).isEqualTo(folder.resolve("first"));
        assertThat(runner.launches("web")).hasSize(1);
    }

    @Test
    void it_is_so_for_run() throws IOException {
        ofTwoKinds(caller("first", "first").flag("config", folder.resolve("dpm.yaml").toString()).run().request());
        runner.dies();
        runner.begins(caller("second", "second").run().request());

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        runner.operations().restart("web");

        isOfFirst(runner.launch("web", 2));
    }

    @Test
    void another_caller_of_the_same_file_changes_nothing_for_what_runs() throws IOException {
        ofTwoKinds(first());
        StartRequest again = caller("second", "second").flag("config", folder.resolve("dpm.yaml").toString()).request();
        assertThat(runner.operations().start(again).outcome()).isEqualTo(Outcome.ALREADY);

        reload();
        runner.operations().restart("web");

        isOfFirst(runner.launch("web", 2));
    }

    @Test
    void the_token_of_the_runner_at_work_counts_and_is_not_kept() throws Exception {
        file("dpm.yaml", "host: 0.0.0.0", "targets: {web: {command: [sleep, '60']}}");
        runner.begins(caller("first", "first").variable("DPM_TOKEN", "top-secret")
                .flag("config", folder.resolve("dpm.yaml").toString()).request());
        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        runner.dies();
        runner.begins(caller("second", "second").variable("DPM_TOKEN", "other").request()
                .after(LastKnown.read(runner.home).configFile()));

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        assertThat(Files.readString(runner.home.requests())).contains("first").doesNotContain("top-secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runner.home.requests())))
                .isEqualTo("rw-------");
    }

    @Test
    void options_of_a_bare_start_go_over_the_runners_file_at_a_reload_too() throws Exception {
        file("dpm.yaml", "log_level: INFO", "port: 9300", "targets: {web: {command: [sleep, '60']}}");
        runner.begins(first());
        runner.dies();
        runner.begins(caller("second", "second").flag("port", "9400").request()
                .after(LastKnown.read(runner.home).configFile()));

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
    }

    @Test
    void the_runners_own_file_is_the_one_it_was_launched_with() throws Exception {
        file("b.yaml", "log_keep: 3", "targets: {web: {command: [sleep, '60']}}");
        file("a.yaml", "log_keep: 3", "targets: {db: {command: [sleep, '60']}}");
        runner.begins(given("b.yaml"));
        start("a.yaml");

        assertThat(LastKnown.read(runner.home).configFile()).contains(folder.resolve("b.yaml"));
    }

    @Test
    void where_nobody_is_remembered_what_is_unchanged_keeps_its_own_environment() throws IOException {
        ofTwoKinds(first());
        runner.dies();
        Files.delete(runner.home.requests());
        runner.begins(bare());

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        runner.operations().restart("web");
        isOfFirst(runner.launch("web", 2));

        file("dpm.yaml", "targets:", "  api: {command: [sleep, '60'], env: {PORT: '9000'}}",
                "  web: {command: [sleep, '61'], cpu_threshold: 50}", "  more: {command: [sleep, '62']}");
        reload();
        LaunchOrder api = runner.launch("api", 2);
        assertThat(api.environment()).containsEntry("WHO", "first").containsEntry("PORT", "9000")
                .doesNotContainKey("DB_PASSWORD");
        assertThat(api.cwd()).isEqualTo(folder.resolve("second"));
        assertThat(runner.launch("more", 1).environment()).containsEntry("WHO", "second");
        assertThat(runner.target("web").spec().environment()).containsEntry("WHO", "first");
    }

    @Test
    void a_damaged_memory_of_callers_is_set_aside_and_said() throws IOException {
        ofTwoKinds(first());
        runner.dies();
        Files.writeString(runner.home.requests(), "schema=1\nrequest.0=cwd\n");
        runner.begins(bare());

        assertThat(runner.files().findings()).singleElement().asString().contains("requests.properties is damaged: ",
                "it was set aside as requests.properties.damaged-");
        assertThat(reload().sentence()).isEqualTo("nothing has changed");
    }

    @Test
    void a_disk_that_refuses_hinders_no_start_and_is_tried_again() throws IOException {
        runner.begins(Requests.in(folder).command("sleep", "59").request());
        Files.createDirectories(runner.home.requests().resolve("in-the-way"));
        file("a.yaml", "targets: {web: {command: [sleep, '60']}}");
        assertThat(start("a.yaml").outcome()).isEqualTo(Outcome.DONE);

        assertThat(runner.files().isOwed()).isTrue();
        assertThat(runner.files().again().orElseThrow())
                .startsWith("who gave the configuration files cannot be written");
        Files.delete(runner.home.requests().resolve("in-the-way"));
        Files.delete(runner.home.requests());
        assertThat(runner.files().again()).isEmpty();
        assertThat(runner.files().isOwed()).isFalse();
        assertThat(runner.home.requests()).isRegularFile();
    }

    @Test
    void every_file_that_was_given_is_read_and_none_stops_the_targets_of_another() throws IOException {
        bothRun();
        assertThat(reload()).isEqualTo(CommandResult.of(Outcome.DONE, "nothing has changed"));

        file("b.yaml", "targets:", "  db: {command: [sleep, '62'], cpu_threshold: 50}");
        assertThat(reload().sentence()).isEqualTo("changed db: cpu_threshold from 80.0 to 50");

        file("a.yaml", "targets:", "  web: {command: [sleep, '60'], cpu_threshold: 60}");
        assertThat(reload().sentence()).isEqualTo("stopping api, which the file no longer names\n"
                + "changed web: cpu_threshold from 80.0 to 60");
        await().until(() -> runner.find("api").isEmpty());
        runner.runs("web", "db");
        assertThat(runner.assembly.launches).hasSize(3);
    }

    @Test
    void it_is_so_after_a_crash_and_a_bare_start() throws IOException {
        bothRun();
        runner.dies();
        runner.begins(Requests.in(folder).request());

        file("b.yaml", "targets:", "  db: {command: [sleep, '62'], cpu_threshold: 50}");
        assertThat(reload().sentence()).isEqualTo("changed db: cpu_threshold from 80.0 to 50");

        runner.runs("web", "api", "db");
    }

    @Test
    void faults_of_all_files_are_named_and_nothing_changes() throws IOException {
        bothRun();
        file("a.yaml", "targets:", "  web: {command: [sleep, '60'], cpu_threshold: much}");
        file("b.yaml", "targets:", "  db: {command: [sleep, '62'], cpu_threshold: 50}", "  more: {comand: [sleep]}");

        CommandResult reply = reload();

        assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(reply.sentence()).contains("a.yaml line 2: ", "b.yaml line 3: ").endsWith("\nnothing was changed");
        assertThat(runner.target("db").spec().settings().all()).isEmpty();
        runner.runs("web", "api", "db");
    }

    @Test
    void a_file_that_is_gone_changes_nothing_and_is_forgotten_with_its_last_target() throws IOException {
        bothRun();
        Files.delete(folder.resolve("b.yaml"));
        assertThat(reload().outcome()).isEqualTo(Outcome.INVALID);
        assertThat(reload().sentence()).startsWith("b.yaml: " + folder.resolve("b.yaml") + " is gone: put it back, or "
                + "stop and remove its targets");
        runner.runs("web", "api", "db");

        runner.operations().stop("db");
        await().until(() -> runner.operations().remove("db").outcome() == Outcome.DONE);

        assertThat(reload()).isEqualTo(CommandResult.of(Outcome.DONE, "nothing has changed"));
    }

    @Test
    void a_file_whose_last_target_somebody_removed_is_read_no_more_and_its_caller_forgotten() throws IOException {
        file("a.yaml", "targets: {web: {command: [sleep, '60']}}");
        file("b.yaml", "targets: {db: {command: [sleep, '62']}}");
        runner.begins(given("a.yaml"));
        runner.operations()
                .start(caller("second", "of-b").flag("config", folder.resolve("b.yaml").toString()).request());
        runner.runs("web", "db");
        assertThat(folder.resolve("home/state/requests.properties")).content().contains("of-b");

        runner.operations().stop("db");
        await().until(() -> runner.operations().remove("db").outcome() == Outcome.DONE);

        assertThat(reload()).isEqualTo(CommandResult.of(Outcome.DONE, "nothing has changed"));
        assertThat(folder.resolve("home/state/requests.properties")).content().doesNotContain("of-b");
    }

    @Test
    void a_file_of_targets_that_only_are_remembered_is_not_read() throws IOException {
        bothRun();
        runner.ends();
        file("c.yaml", "targets: {other: {command: [sleep, '63']}}");
        runner.begins(given("c.yaml"));
        Files.delete(folder.resolve("a.yaml"));
        file("b.yaml", "targets:", "  more: {command: [sleep, '64']}");

        assertThat(reload()).isEqualTo(CommandResult.of(Outcome.DONE, "nothing has changed"));
        assertThat(runner.find("db")).isPresent();
    }

    @Test
    void a_target_that_two_files_name_differently_is_a_fault() throws IOException {
        bothRun();
        file("b.yaml", "targets:", "  db: {command: [sleep, '62']}", "  web: {command: [sleep, '1']}");
        assertThat(reload().sentence()).startsWith(folder.resolve("b.yaml") + ": target name 'web' is not allowed: "
                + folder.resolve("a.yaml") + " says something else of it");

        file("b.yaml", "targets:", "  db: {command: [sleep, '62']}", "  web: {command: [sleep, '60']}");
        assertThat(reload().sentence()).isEqualTo("nothing has changed");
    }

    @Test
    void the_settings_of_the_runner_come_from_all_files_which_must_agree() throws IOException {
        file("a.yaml", "log_level: DEBUG", "targets: {web: {command: [sleep, '60']}}");
        file("b.yaml", "log_keep: 5", "targets: {db: {command: [sleep, '62']}}");
        runner.begins(given("a.yaml"));
        start("b.yaml");

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        file("b.yaml", "log_keep: 9", "targets: {db: {command: [sleep, '62']}}");
        assertThat(reload().sentence()).isEqualTo("nothing has changed\nthe log settings have changed");
        assertThat(runner.logs).singleElement().satisfies(spec -> {
            assertThat(spec.logLevel()).isEqualTo(LogLevel.DEBUG);
            assertThat(spec.logKeep()).isEqualTo(9);
        });

        file("b.yaml", "log_level: INFO", "targets: {db: {command: [sleep, '62']}}");
        assertThat(reload().sentence()).isEqualTo("b.yaml line 1: log_level 'INFO' is not allowed beside 'DEBUG' of "
                + "a.yaml line 1; allowed: the same in both\nnothing was changed");
    }

    @Test
    void the_bounds_on_incidents_are_taken_up_as_the_log_settings_are() throws IOException {
        file("a.yaml", "targets: {web: {command: [sleep, '60']}}");
        runner.begins(given("a.yaml"));

        file("a.yaml", "incident_keep: 7", "incident_retention: 2d", "incident_bytes: 3MiB", "log_keep: 9",
                "targets: {web: {command: [sleep, '60']}}");
        assertThat(reload().sentence()).isEqualTo("nothing has changed\nthe log settings have changed\n"
                + "the bounds on incidents have changed");
        assertThat(runner.logs).singleElement().satisfies(spec -> {
            assertThat(spec.incidentKeep()).isEqualTo(7);
            assertThat(spec.incidentRetention()).isEqualTo(Duration.ofDays(2));
            assertThat(spec.incidentBytes()).isEqualTo(3L << 20);
        });
        assertThat(reload().sentence()).isEqualTo("nothing has changed");

        file("a.yaml", "targets: {web: {command: [sleep, '60']}}");
        assertThat(reload().sentence()).contains("the bounds on incidents have changed");
        assertThat(runner.logs.get(1).incidentKeep()).isEqualTo(100);
    }

    private static final String TARGETS = "targets: {web: {command: [sleep, '60']}}";

    /** A receiver that refuses every notice, so that its queue keeps them. */
    private static String refuses(String name) {
        return "  " + name + ": {type: command, gather: 0, command: 'cat > /dev/null; exit 1'}";
    }

    private String takes(String name) {
        return "  " + name + ": {type: command, gather: 0, command: 'cat >> " + folder.resolve("told-" + name) + "'}";
    }

    private List<String> waiting(String receiver) throws IOException {
        Path own = folder.resolve("home/notices").resolve(receiver);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.contains("-trouble-")).toList();
        }
    }

    private String told(String receiver) throws IOException {
        Path file = folder.resolve("told-" + receiver);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Three receivers, each with the same notice in its queue. */
    private List<String> threeQueues() throws IOException {
        file("a.yaml", "notify:", refuses("stays"), refuses("goes"), refuses("changes"), TARGETS);
        runner.begins(given("a.yaml"));
        runner.notices().opened(Incidents.leak("web"));
        for (String receiver : List.of("stays", "goes", "changes")) {
            await().until(() -> waiting(receiver).size() == 1);
        }
        return waiting("stays");
    }

    @Test
    void a_receiver_that_changed_gets_what_waited_for_it_and_one_that_stays_keeps_its_queue() throws IOException {
        List<String> before = threeQueues();

        file("a.yaml", "notify:", refuses("stays"), refuses("goes"), takes("changes"), TARGETS);

        assertThat(reload().sentence()).isEqualTo("nothing has changed\nthe receivers of notices have changed");
        await().until(() -> waiting("changes").isEmpty());
        assertThat(told("changes")).containsOnlyOnce("\"id\":\"trouble-20261128-031240-web\"");
        assertThat(waiting("stays")).isEqualTo(before);
        assertThat(waiting("goes")).hasSize(1);
        assertThat(runner.journal.messages(NoticeGivenUp.class)).isEmpty();
    }

    @Test
    void what_waits_for_a_receiver_that_was_removed_is_given_up_and_that_is_an_event() throws IOException {
        List<String> before = threeQueues();

        file("a.yaml", "notify:", refuses("stays"), refuses("changes"), TARGETS);

        assertThat(reload().sentence()).contains("the receivers of notices have changed");
        await().untilAsserted(() -> assertThat(runner.journal.messages(NoticeGivenUp.class)).singleElement().asString()
                .isEqualTo(
                        "the notice trouble-20261128-031240-web for goes was given up: no receiver has this name any "
                                + "more"));
        assertThat(folder.resolve("home/notices/goes")).doesNotExist();
        assertThat(waiting("stays")).isEqualTo(before);
        runner.notices().opened(Incidents.leak("api"));
        await().until(() -> waiting("stays").size() == 2 && waiting("changes").size() == 2);
        assertThat(folder.resolve("home/notices/goes")).doesNotExist();
    }

    @Test
    void a_receiver_that_was_added_is_told_of_what_comes_and_not_of_what_was() throws IOException {
        threeQueues();

        file("a.yaml", "notify:", refuses("stays"), refuses("goes"), refuses("changes"), takes("new"), TARGETS);
        reload();
        runner.notices().opened(Incidents.leak("api"));

        await().until(() -> told("new").contains("trouble-20261128-031240-api"));
        await().until(() -> waiting("new").isEmpty());
        assertThat(told("new")).doesNotContain("-web\"");
    }

    @Test
    void a_receiver_that_is_wrong_changes_none_of_them() throws IOException {
        List<String> before = threeQueues();

        file("a.yaml", "notify:", takes("stays"), "  goes: {type: pigeon}", TARGETS);

        assertThat(reload().outcome()).isEqualTo(Outcome.INVALID);
        assertThat(waiting("stays")).isEqualTo(before);
        assertThat(waiting("changes")).hasSize(1);
        assertThat(told("stays")).isEmpty();
    }

    /** The runner dies between two edits of the configuration file. */
    @Test
    void a_queue_waits_through_a_reload_and_the_death_of_the_runner_for_the_receiver_of_its_name() throws IOException {
        threeQueues();
        file("a.yaml", "notify:", refuses("stays"), refuses("changes"), TARGETS);
        reload();
        runner.dies();
        file("a.yaml", "notify:", takes("stays"), takes("goes"), refuses("changes"), TARGETS);

        runner.begins(given("a.yaml"));

        await().until(() -> waiting("stays").isEmpty());
        assertThat(told("stays")).containsOnlyOnce("trouble-20261128-031240-web");
        assertThat(told("goes")).isEmpty();
        assertThat(waiting("changes")).hasSize(1);
    }

    @Test
    void files_of_one_name_are_told_apart() throws IOException {
        file("one/dpm.yaml", "targets: {web: {command: [sleep, '60']}}");
        file("two/dpm.yaml", "targets: {db: {command: [sleep, '62']}}");
        runner.begins(given("one/dpm.yaml"));
        start("two/dpm.yaml");
        file("two/dpm.yaml", "targets: {db: {command: [sleep, '62'], max_restarts: x}}");

        assertThat(reload().sentence()).startsWith(folder.resolve("two/dpm.yaml") + " line 1: ");
    }

    @Test
    void flags_beside_a_file_stay_over_what_it_says() throws IOException {
        file("a.yaml", "log_level: INFO", "targets: {web: {command: [sleep, '60'], max_restarts: 5}}");
        runner.begins(Requests.in(folder).flag("config", "a.yaml").flag("log_level", "DEBUG").flag("max_restarts", "7")
                .request());

        assertThat(reload().sentence()).isEqualTo("nothing has changed");
        assertThat(runner.target("web").spec().restarts().max()).isEqualTo(7);
        assertThat(runner.logs).isEmpty();
    }

    @Test
    void without_any_file_there_is_nothing_to_read() throws IOException {
        runner.begins(Requests.in(folder).command("sleep", "60").request());

        assertThat(reload().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(List.of(reload().sentence())).first().asString().contains("start with --config FILE");
    }
}
