package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Requests;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.Threshold;

/** Tests the effects of {@code --attach} on other options. */
class AttachTest {

    @TempDir
    private Path folder;

    private Requests attach(String... flags) {
        Requests request = Requests.in(folder).flag("attach", "true");
        for (String flag : flags) {
            request = request.flag(flag.substring(0, flag.indexOf('=')), flag.substring(flag.indexOf('=') + 1));
        }
        return request;
    }

    private static TargetSpec target(Requests request) {
        Resolution resolution = request.resolve();
        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.missing()).isEmpty();
        return resolution.targets().get(0);
    }

    @ParameterizedTest(name = "{0} → called {1}")
    @CsvSource(textBlock = """
            process_name=gunicorn,    gunicorn,    name gunicorn
            match=app:api,            attached,    arguments matching 'app:api'
            pid=4711,                 process-4711, pid 4711
            pid_file=/run/web.pid,    web,         the pid in /run/web.pid
            """)
    void each_selector_alone_is_enough(String selector, String name, String words) {
        TargetSpec spec = target(attach(selector));

        assertThat(spec.name().value()).isEqualTo(name);
        assertThat(spec.attach().orElseThrow()).hasToString(words);
        assertThat(spec.command()).isEmpty();
    }

    /**
     * The application that writes the pid file may run in another container, and may make the folder after the start of
     * the runner.
     */
    @Test
    void a_pid_file_may_be_in_a_folder_that_is_still_to_come() {
        assertThat(target(attach("pid_file=not/yet/web.pid")).attach().orElseThrow())
                .hasToString("the pid in " + folder.resolve("not/yet/web.pid"));
    }

    @Test
    void several_selectors_must_all_hold() {
        assertThat(target(attach("process_name=python3", "match=app", "pid_file=web.pid")).attach().orElseThrow())
                .hasToString("name python3, arguments matching 'app', the pid in " + folder.resolve("web.pid"));
    }

    @Test
    void its_defaults_are_its_own() {
        TargetSpec spec = target(attach("process_name=web"));

        assertThat(spec.thresholds().cpu()).isEqualTo(Threshold.OFF);
        assertThat(spec.restarts().onBreach().kind()).isEqualTo(BreachAction.Kind.UNHEALTHY);
        assertThat(spec.restarts().onExhausted()).isEqualTo(OnExhausted.LEAVE);
        assertThat(target(attach("process_name=web").run()).restarts().onExhausted()).isEqualTo(OnExhausted.LEAVE);
    }

    @Test
    void what_is_given_goes_over_its_defaults() {
        TargetSpec spec = target(attach("process_name=web", "cpu_threshold=150", "on_breach=terminate",
                "on_exhausted=exit"));

        assertThat(spec.thresholds().cpu()).isEqualTo(new Threshold.At(150));
        assertThat(spec.restarts().onBreach().kind()).isEqualTo(BreachAction.Kind.TERMINATE);
        assertThat(spec.restarts().onExhausted()).isEqualTo(OnExhausted.EXIT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            on_breach=restart      | --on_breach: 'restart' is not allowed
            on_breach=stop         | --on_breach: 'stop' is not allowed
            on_exhausted=stop      | --on_exhausted: 'stop' is not allowed
            script_path=app.py     | --script_path: is not allowed with --attach
            cwd=/                  | --cwd: is not allowed with --attach
            env=A=1                | --env: is not allowed with --attach
            env_file=vars          | --env_file: is not allowed with --attach
            user=0                 | --user: is not allowed with --attach
            output=inherit         | --output: is not allowed with --attach
            restart=never          | --restart: is not allowed with --attach
            restart_interval=1     | --restart_interval: is not allowed with --attach
            success_exit_codes=1   | --success_exit_codes: is not allowed with --attach
            backoff_factor=3       | --backoff_factor: is not allowed with --attach
            backoff_max=3          | --backoff_max: is not allowed with --attach
            match=[                | --match: '[' is not allowed; allowed: a regular expression
            pid=1                  | --pid: '1' is not allowed; allowed: the pid of a process
            process_name=/bin/web  | --process_name: '/bin/web' is not allowed with --attach
            """)
    void what_does_not_go_with_it_is_refused(String flag, String sentence) {
        Requests request = flag.startsWith("process_name") ? attach(flag) : attach("process_name=web", flag);

        assertThat(request.resolve().faults()).singleElement().asString().startsWith(sentence);
    }

    @Test
    void without_a_selector_it_is_refused() {
        assertThat(attach().resolve().faults()).singleElement().asString()
                .contains("--attach: does not say to which process", "--match", "--pid_file");
    }

    @Test
    void a_command_is_refused() {
        assertThat(attach("process_name=web").command("sleep", "1").resolve().faults()).singleElement().asString()
                .contains("a command is not allowed with --attach");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            match=x            | --match: is not allowed without --attach
            pid=77             | --pid: is not allowed without --attach
            on_breach=terminate| --on_breach: 'terminate' is not allowed; allowed without --attach
            """)
    void its_words_are_refused_without_it(String flag, String sentence) {
        String[] pair = flag.split("=");

        assertThat(Requests.in(folder).flag(pair[0], pair[1]).command("sleep", "1").resolve().faults())
                .singleElement().asString().startsWith(sentence);
    }

    @Test
    void a_pid_file_beside_a_command_is_where_a_program_in_the_background_writes_its_pid() {
        TargetSpec spec = target(Requests.in(folder).flag("pid_file", "run/web.pid").command("sleep", "1"));

        assertThat(spec.pidFile()).contains(folder.resolve("run/web.pid"));
        assertThat(spec.attach()).isEmpty();
        assertThat(target(attach("pid_file=web.pid")).pidFile()).as("of an attached one it is a selector").isEmpty();
    }

    @Test
    void another_pid_file_asks_for_a_new_life() {
        TargetSpec one = target(Requests.in(folder).flag("pid_file", "one.pid").command("sleep", "1"));
        TargetSpec other = target(Requests.in(folder).flag("pid_file", "two.pid").command("sleep", "1"));

        assertThat(one.differencesTo(other)).singleElement().satisfies(difference -> {
            assertThat(difference.what()).isEqualTo("pid_file");
            assertThat(difference.change()).isEqualTo(Option.Change.RESTART);
        });
    }

    @Test
    void a_container_says_it_by_its_environment() {
        TargetSpec spec = target(Requests.in(folder).variable("DPM_ATTACH", "true").variable("DPM_MATCH", "app:api")
                .variable("DPM_RESTART", "never").variable("DPM_ON_BREACH", "terminate"));

        assertThat(spec.attach().orElseThrow()).hasToString("arguments matching 'app:api'");
        assertThat(spec.restarts().onBreach().kind()).isEqualTo(BreachAction.Kind.TERMINATE);
        assertThat(spec.restarts().mode()).as("meant for targets that are launched").isEqualTo(RestartMode.ALWAYS);
    }

    @Test
    void a_variable_for_attached_targets_means_nothing_to_others() {
        assertThat(target(Requests.in(folder).variable("DPM_MATCH", "x").command("sleep", "1")).attach()).isEmpty();
    }

    @Test
    void in_a_file_defaults_for_launches_do_not_hinder_it() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(entry("restart", "never")),
                List.of(new ConfigFile.Target("web", "dpm.yaml line 3", List.of(), List.of(),
                        List.of(entry("attach", "true"), entry("process_name", "gunicorn")))));

        Resolution resolution = Requests.in(folder).resolve(file);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets().get(0).attach().orElseThrow()).hasToString("name gunicorn");
    }

    @Test
    void in_a_file_what_it_says_of_a_launch_itself_is_a_fault_with_its_line() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(),
                List.of(new ConfigFile.Target("web", "dpm.yaml line 3", List.of("sleep", "1"), List.of(),
                        List.of(entry("attach", "true"), entry("process_name", "gunicorn"), entry("cwd", "/")))));

        assertThat(Requests.in(folder).resolve(file).faults().stream().map(ConfigFault::toString)
                .collect(Collectors.joining("\n"))).contains("dpm.yaml line 3: a command is not allowed",
                        "dpm.yaml line 9: cwd is not allowed with --attach");
    }

    @Test
    void a_file_beside_the_flags_has_defaults_for_it_over_the_environment_and_under_the_flags() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(
                entry("monitor_interval", "7"), entry("max_restarts", "9"), entry("restart", "never")), List.of());

        Resolution resolution = attach("match=app:api", "name=app", "max_restarts=4", "config=dpm.yaml")
                .variable("DPM_MONITOR_INTERVAL", "3").variable("DPM_STOP_GRACE", "20").resolve(file);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).singleElement().satisfies(spec -> {
            assertThat(spec.name().value()).isEqualTo("app");
            assertThat(spec.source()).contains(folder.resolve("dpm.yaml"));
            assertThat(spec.settings().text(Options.MONITOR_INTERVAL)).contains("7");
            assertThat(spec.settings().text(Options.MAX_RESTARTS)).contains("4");
            assertThat(spec.settings().text(Options.STOP_GRACE)).contains("20");
        });
    }

    @Test
    void a_file_beside_the_flags_names_no_targets() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(), List.of(
                new ConfigFile.Target("web", "dpm.yaml line 3", List.of("sleep", "1"), List.of(), List.of())));

        assertThat(attach("match=app:api", "config=dpm.yaml").resolve(file).faults()).singleElement().asString()
                .contains("dpm.yaml line 3", "a target is not allowed in a file beside --attach", "allowed: defaults");
    }

    private static ConfigFile.Entry entry(String key, String text) {
        return new ConfigFile.Entry(key, text, "dpm.yaml line 9");
    }

    @Test
    void another_selector_is_a_difference_that_asks_for_a_new_life() {
        TargetSpec one = target(attach("process_name=web"));
        TargetSpec other = target(attach("process_name=web", "match=x"));

        assertThat(one.differencesTo(other)).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(Option.Change.RESTART);
            assertThat(difference)
                    .hasToString("attach is name web, asked for name web, arguments matching 'x'");
        });
        assertThat(one.differencesTo(target(attach("process_name=web")))).isEmpty();
    }
}
