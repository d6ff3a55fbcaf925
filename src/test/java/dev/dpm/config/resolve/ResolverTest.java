package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Options;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.Requests;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.process.TargetName;

class ResolverTest {

    @TempDir
    Path folder;

    private Requests sleep() {
        return Requests.in(folder).command("sleep", "60");
    }

    private ConfigFile file(List<Entry> runner, List<Entry> defaults, Target... targets) {
        return new ConfigFile(folder.resolve("conf/dpm.yaml"), runner, defaults, List.of(targets));
    }

    private static Entry entry(String key, String text) {
        return new Entry(key, text, "dpm.yaml line 7");
    }

    private static Target target(String name, Entry... entries) {
        return new Target(name, "dpm.yaml line 3", List.of("sleep", "60"), List.of(), List.of(entries));
    }

    private static List<String> faults(Resolution resolution) {
        return resolution.faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void a_runner_option_comes_from_flag_then_environment_then_file_then_default() {
        ConfigFile file = file(List.of(entry("port", "4")), List.of(), target("a"));
        Requests request = Requests.in(folder);

        assertThat(request.flag("port", "2").variable("DPM_PORT", "3").resolve(file).runner().port()).isEqualTo(2);
        assertThat(request.variable("DPM_PORT", "3").resolve(file).runner().port()).isEqualTo(3);
        assertThat(request.resolve(file).runner().port()).isEqualTo(4);
        assertThat(request.resolve(file(List.of(), List.of(), target("a"))).runner().port()).isEqualTo(9180);
    }

    @Test
    void a_target_option_comes_from_flag_then_target_then_defaults_then_environment_then_default() {
        ConfigFile full = file(List.of(), List.of(entry("max_restarts", "4")), target("a", entry("max-restarts", "3")));
        ConfigFile defaults = file(List.of(), List.of(entry("max_restarts", "4")), target("a"));
        ConfigFile empty = file(List.of(), List.of(), target("a"));
        Requests request = Requests.in(folder).variable("DPM_MAX_RESTARTS", "5");

        assertThat(only(request.flag("max_restarts", "2").resolve(full)).restarts().max()).isEqualTo(2);
        assertThat(only(request.resolve(full)).restarts().max()).isEqualTo(3);
        assertThat(only(request.resolve(defaults)).restarts().max()).isEqualTo(4);
        assertThat(only(request.resolve(empty)).restarts().max()).isEqualTo(5);
        assertThat(only(Requests.in(folder).resolve(empty)).restarts().max()).isEqualTo(3);
    }

    private static TargetSpec only(Resolution resolution) {
        assertThat(faults(resolution)).isEmpty();
        assertThat(resolution.missing()).isEmpty();
        assertThat(resolution.targets()).hasSize(1);
        return resolution.targets().get(0);
    }

    @Test
    void flags_win_over_every_target_of_a_file() {
        ConfigFile file = file(List.of(), List.of(), target("a", entry("cpu_threshold", "1")), target("b"));

        assertThat(Requests.in(folder).flag("cpu_threshold", "50").resolve(file).targets())
                .extracting(spec -> spec.thresholds().cpu())
                .containsExactly(new Threshold.At(50), new Threshold.At(50));
    }

    @Test
    void each_variable_of_env_has_its_own_precedence() {
        ConfigFile file = file(List.of(), List.of(entry("env", "A=default" + Settings.SEPARATOR + "B=default")),
                target("a", entry("env", "B=target" + Settings.SEPARATOR + "C=target")));

        TargetSpec spec = only(Requests.in(folder).variable("D", "caller").flag("env", "C=flag").resolve(file));

        assertThat(spec.environment()).containsEntry("A", "default").containsEntry("B", "target")
                .containsEntry("C", "flag").containsEntry("D", "caller");
    }

    @Test
    void the_target_does_not_inherit_the_runners_secrets() {
        Map<String, String> environment = only(
                sleep().variable("DPM_TOKEN", "secret").variable("_DPM_COOKIE", "x").variable("KEPT", "1").resolve())
                .environment();

        assertThat(environment).containsEntry("KEPT", "1").doesNotContainKeys("DPM_TOKEN", "_DPM_COOKIE");
    }

    @Test
    void run_with_one_target_has_defaults_of_its_own() {
        TargetSpec spec = only(sleep().run().resolve());

        assertThat(spec.output().mode()).isEqualTo(OutputMode.INHERIT);
        assertThat(spec.restarts().onExhausted()).isEqualTo(OnExhausted.EXIT);
        assertThat(spec.settings().given(Options.OUTPUT).map(Setting::origin))
                .contains(new Origin(Source.DEFAULT, "run"));
    }

    @Test
    void run_with_several_targets_does_not_exit_with_one_of_them() {
        ConfigFile file = file(List.of(), List.of(), target("a"), target("b"));

        assertThat(Requests.in(folder).run().resolve(file).targets()).extracting(spec -> spec.restarts().onExhausted())
                .containsOnly(OnExhausted.STOP);
    }

    @Test
    void what_is_given_wins_over_the_defaults_of_run() {
        TargetSpec spec = only(
                sleep().run().variable("DPM_OUTPUT", "null").flag("on_exhausted", "leave").resolve());

        assertThat(spec.output().mode()).isEqualTo(OutputMode.NULL);
        assertThat(spec.restarts().onExhausted()).isEqualTo(OnExhausted.LEAVE);
    }

    @Test
    void stdin_is_inherited_only_by_the_one_target_of_run() {
        assertThat(only(sleep().run().flag("stdin", "inherit").resolve()).output().inheritsStdin()).isTrue();
        assertThat(faults(sleep().flag("stdin", "inherit").resolve())).singleElement().asString()
                .isEqualTo("--stdin: 'inherit' is not allowed here; allowed: null, "
                        + "or inherit with run and exactly one target");
        assertThat(faults(Requests.in(folder).run().flag("stdin", "inherit")
                .resolve(file(List.of(), List.of(), target("a"), target("b"))))).hasSize(1);
    }

    @Test
    void the_name_is_given_or_comes_from_the_program() {
        assertThat(only(sleep().resolve()).name().value()).isEqualTo("sleep");
        assertThat(only(sleep().name("web").resolve()).name().value()).isEqualTo("web");
        assertThat(only(sleep().flag("name", "web").name("web").resolve()).name().value()).isEqualTo("web");
        assertThat(faults(sleep().flag("name", "web").name("api").resolve())).singleElement().asString()
                .contains("--name: 'web'", "NAME 'api'");
        assertThat(faults(sleep().name("No!").resolve())).singleElement().asString().contains("NAME: 'No!'",
                "a-z 0-9");
    }

    @Test
    void a_bad_flag_names_the_value_and_what_is_allowed() {
        assertThat(faults(sleep().flag("cpu_threshold", "abc").flag("port", "x\ny").resolve())).containsExactly(
                "--cpu_threshold: 'abc' is not allowed; allowed: a percentage of one core above 0, a part of the "
                        + "CPU limit such as 90%limit, or off",
                "--port: 'x⟨U+000A⟩y' is not allowed; allowed: a port number from 0 to 65535 (0: any free one)");
    }

    @Test
    void a_bad_variable_is_named() {
        assertThat(faults(sleep().variable("DPM_CPU_THRESHOLD", "abc").resolve())).singleElement().asString()
                .startsWith("DPM_CPU_THRESHOLD: 'abc' is not allowed; allowed: ");
    }

    @Test
    void a_bad_entry_of_a_file_names_line_and_key() {
        assertThat(faults(Requests.in(folder).resolve(file(List.of(entry("port", "x")), List.of(), target("a")))))
                .singleElement().asString().startsWith("dpm.yaml line 7: port 'x' is not allowed; allowed: a port");
    }

    @Test
    void a_bad_variable_for_the_target_is_not_repeated() {
        assertThat(faults(sleep().flag("env", "hunter2").resolve())).singleElement().asString().startsWith("--env: ")
                .contains("K=V").doesNotContain("hunter2");
    }

    @Test
    void an_unknown_flag_is_refused_with_a_guess() {
        assertThat(faults(sleep().flag("cpu_treshold", "1").flag("levitate", "").resolve())).containsExactly(
                "--cpu_treshold: is not an option; did you mean --cpu_threshold?", "--levitate: is not an option");
    }

    @Test
    void both_spellings_of_one_flag_are_one_too_many() {
        assertThat(only(sleep().flag("max-restarts", "7").resolve()).restarts().max()).isEqualTo(7);
        assertThat(faults(sleep().flag("max-restarts", "7").flag("max_restarts", "7").resolve())).singleElement()
                .asString().contains("given twice");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DPM_HOME,             /tmp
            DPM_TOKEN,            x
            DPM_NAME,             Not A Name
            DPM_ENV,              nonsense
            DPM_STDIN,            nonsense
            DPM_SERVICE_PORT,     nonsense
            DPM_PORT_9180_TCP,    tcp://10.0.0.1:9180
            DPM_MONITOR_INTERVAL, ''
            DPM_PORT,             ' '
            """)
    void variables_that_say_nothing_are_ignored(String variable, String text) {
        Resolution resolution = sleep().variable(variable, text).resolve();

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DPM_MAX_RESTART,      DPM_MAX_RESTARTS
            DPM_CPU_TRESHOLD,     DPM_CPU_THRESHOLD
            DPM_MANAGMENT_PORT,   DPM_MANAGEMENT_PORT
            """)
    void a_misspelt_variable_is_named_once_with_a_suggestion(String variable, String meant) {
        Resolution resolution = sleep().variable(variable, "7").resolve();

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.warnings()).singleElement().asString()
                .contains("environment variable " + variable + " is ignored", "did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPM_JAR", "DPM_JAVA", "DPM_CACHE", "DPM_COOKIE", "DPM_INCIDENT_ID", "DPM_VERSION",
            "DPM_PORTS_SERVICE_HOST", "DPM_HOSTS_PORT_80_TCP_PROTO", "MAX_RESTART"})
    void variables_that_others_set_are_not_mentioned(String variable) {
        assertThat(sleep().variable(variable, "x").resolve().warnings()).isEmpty();
    }

    @Test
    void what_kubernetes_injects_is_ignored_with_a_warning() {
        Resolution resolution = sleep().variable("DPM_PORT", "tcp://10.0.0.1:9180").resolve();

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.runner().port()).isEqualTo(9180);
        assertThat(resolution.warnings()).singleElement().asString().contains("DPM_PORT", "tcp://10.0.0.1:9180");
    }

    @Test
    void a_file_leaves_no_room_for_one_targets_words() {
        Requests request = Requests.in(folder).command("sleep").name("a").flag("name", "a").flag("script_path", "b")
                .flag("process_name", "c");

        assertThat(request.resolve(file(List.of(), List.of(), target("a"))).faults()).extracting(ConfigFault::place)
                .containsExactly("-- COMMAND", "NAME", "--name", "--script_path", "--process_name");
    }

    @Test
    void names_of_a_file_are_valid_and_unique() {
        assertThat(faults(
                Requests.in(folder).resolve(file(List.of(), List.of(), target("a"), target("a"), target("B")))))
                .hasSize(2).allSatisfy(fault -> assertThat(fault).contains("dpm.yaml line 3", "each name once"));
    }

    @Test
    void no_target_gets_the_word_for_every_target_as_its_name() throws Exception {
        String refusal = "'all' is not allowed, since commands take it for every target; allowed: any other name";
        assertThat(faults(sleep().flag("name", "all").resolve())).containsExactly("--name: " + refusal);
        assertThat(faults(sleep().name("all").resolve())).containsExactly("NAME: " + refusal);
        assertThat(faults(Requests.in(folder).resolve(file(List.of(), List.of(), target("all"), target("all-1")))))
                .singleElement().asString().endsWith("line 3: target name " + refusal);
        assertThat(TargetName.from("/srv/all.sh").value()).isEqualTo("target-all");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1, true
            127.9.9.9, true
            ::1,       true
            localhost, true
            0.0.0.0,   false
            ::,        false
            10.0.0.1,  false
            127.example.org, false
            """)
    void a_host_other_than_loopback_needs_a_token(String host, boolean isLoopback) {
        assertThat(sleep().flag("host", host).resolve().isSound()).isEqualTo(isLoopback);
        assertThat(sleep().flag("host", host).variable("DPM_TOKEN", "t").resolve().isSound()).isTrue();
    }

    @Test
    void two_given_ports_differ_and_a_default_one_makes_way() {
        assertThat(faults(sleep().flag("port", "9300").flag("management_port", "9300").resolve())).singleElement()
                .asString().startsWith("--management_port: '9300' is taken by both");
        assertThat(sleep().flag("port", "9181").resolve().isSound()).isTrue();
        assertThat(sleep().variable("DPM_MANAGEMENT_PORT", "9180").resolve().isSound()).isTrue();
        assertThat(sleep().flag("port", "0").flag("management_port", "0").resolve().isSound()).isTrue();
        assertThat(sleep().flag("port", "9300").flag("management_port", "9300").flag("management_host", "127.0.0.2")
                .resolve().isSound()).isTrue();
        assertThat(sleep().flag("port", "9300").flag("management_port", "9300").flag("management_host", "0.0.0.0")
                .resolve().isSound()).isFalse();
    }

    @Test
    void a_token_file_holds_a_token() throws IOException {
        Files.writeString(folder.resolve("good"), "token\n");
        Files.writeString(folder.resolve("blank"), " \n");

        Resolution good = sleep().flag("token_file", "good").flag("host", "0.0.0.0").resolve();

        assertThat(good.isSound()).isTrue();
        assertThat(good.runner().tokenFile()).contains(folder.resolve("good").toString());
        assertThat(faults(sleep().flag("token_file", "blank").resolve())).singleElement().asString()
                .contains("--token_file: ", "is empty");
        assertThat(faults(sleep().flag("token_file", "none").resolve())).singleElement().asString()
                .contains("does not exist");
        Files.writeString(folder.resolve("words"), "two words\n");
        assertThat(faults(sleep().flag("token_file", "words").resolve())).singleElement().asString()
                .contains("holds more than one line of printable characters", "allowed: ");
        assertThat(faults(sleep().flag("token_file", ".").resolve())).singleElement().asString()
                .contains("is not a file");
    }

    @Test
    void the_console_answers_to_the_address_it_listens_on() {
        assertThat(sleep().flag("host", "127.0.0.2").flag("allowed_hosts", "dpm.example").resolve().runner()
                .allowedHosts()).containsExactlyInAnyOrder("127.0.0.2", "dpm.example");
        assertThat(sleep().flag("host", "0:0:0:0:0:0:0:1").resolve().runner().allowedHosts())
                .containsExactly("[0:0:0:0:0:0:0:1]");
    }

    @Test
    void the_configuration_file_is_named_by_flag_or_environment_from_the_callers_folder() {
        Resolver resolver = new Resolver();
        Requests request = Requests.in(folder).variable("DPM_CONFIG", "env.yaml");

        assertThat(resolver.configFile(request.request())).contains(folder.resolve("env.yaml"));
        assertThat(resolver.configFile(request.flag("config", "./flag.yaml").request()))
                .contains(folder.resolve("flag.yaml"));
        assertThat(resolver.configFile(Requests.in(folder).request())).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0022,   true
            22,     true
            0777,   true
            0,      true
            9999,   false
            -1,     false
            01000,  false
            0x12,   false
            u=rwx,  false
            '',     false
            """)
    void a_umask_is_an_octal_number_of_permission_bits(String umask, boolean sound) {
        StartRequest asked = sleep().request();
        Resolution resolution = new Resolver().resolve(new StartRequest(false, Optional.empty(), Map.of(),
                asked.command(), folder, umask, asked.environment()), Optional.empty());

        assertThat(resolution.targets()).hasSize(sound ? 1 : 0);
        assertThat(faults(resolution)).hasSize(sound ? 0 : 1)
                .allMatch(fault -> fault.contains("umask") && fault.contains("from 0 to 0777"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            A,      a\0b
            'A\0B', a
            A=B,    a
            '',     a
            """)
    void a_variable_that_no_program_can_be_given_is_a_fault_and_no_launch(String name, String value) {
        Resolution resolution = sleep().variable(name.replace("\\0", "\0"), value.replace("\\0", "\0")).resolve();

        assertThat(resolution.targets()).isEmpty();
        assertThat(faults(resolution)).hasSize(1).first().asString().contains("cannot be given to a program",
                "value without NUL");
    }

    @Test
    void a_folder_that_is_to_be_made_for_the_output_is_told() {
        Path missing = folder.resolve("lgo/web.log");
        Resolution resolution = sleep().flag("output", missing.toString()).resolve();

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.warnings()).singleElement().asString().endsWith("output: the folder "
                + missing.getParent() + " does not exist; a start makes it for the output");
        assertThat(sleep().flag("output", folder.resolve("web.log").toString()).resolve().warnings()).isEmpty();
    }
}
