package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;

class CliTest {

    @TempDir
    private Path folder;
    private TestCommandLine cli;

    @BeforeEach
    void sitDown() {
        cli = new TestCommandLine(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                            | a command is needed: start, run
            fly                           | 'fly' is not a command; commands are start, run
            --fly                         | '--fly' is not an option of dpm-runner
            start --fly                   | start: unknown option '--fly'
            start --cpu_treshold 80       | start: unknown option '--cpu_treshold'; is --cpu_threshold meant?
            strat                         | 'strat' is not a command; did you mean start?
            stauts                        | 'stauts' is not a command; did you mean status?
            start --nmae web              | start: unknown option '--nmae'; is --name meant?
            start --memory-treshold=1MB   | unknown option '--memory-treshold=1MB'; is --memory_threshold meant?
            start --evn A=1               | start: unknown option '--evn'; is --env meant?
            run --restrat never           | run: unknown option '--restrat'; is --restart meant?
            status --wtach                | status: unknown option '--wtach'; is --watch meant?
            stop --yse                    | stop: unknown option '--yse'; is --yes meant?
            start --memory_thr 1          | start: unknown option '--memory_thr'; is --memory_threshold meant?
            start --comand x              | '--comand'; the command and its arguments stand behind --: dpm-runner start -- COMMAND
            run --cmd=x                   | '--cmd=x'; the command and its arguments stand behind --: dpm-runner run -- COMMAND
            start --port                  | start: --port needs a value: PORT
            start --port --host x         | start: --port needs a value: PORT
            start --port 1 --port 2       | start: --port is given twice
            start --stop_grace 1 --stop-grace 2 | is given twice
            start a b                     | no target is called a
            start Web                     | 'Web' cannot be the name of a target; allowed: 1 to 63
            run web                       | run: 'web' is one word too many
            restart                       | restart: NAME... is missing
            remove                        | remove: NAME... is missing
            check                         | check: FILE is missing
            stop web --unclaimed          | --unclaimed stops what is no target's and takes no NAME, not 'web'
            stop web --keep_targets       | --keep_targets ends the runner alone and takes no NAME, not 'web'
            stop ../etc                   | '../etc' cannot be the name
            status --watch=x              | --watch takes a number of seconds from 0.1 to 86400, not 'x'
            status --watch=0              | not '0'
            logs -n -5                    | -n takes a number of lines from 0 to 1000000, not '-5'
            events -n many                | not 'many'
            events --since soon           | --since takes a time ago such as 90 (seconds), 10m, 2h or 1d, or a moment such as 18:05
            logs -- x                     | logs: takes no command after --
            start --levitate              | unknown option '--levitate'
            incidence                     | 'incidence' is not a command
            incident                      | incident: ID|NAME|last is missing
            incident nothing              | there are no incidents in
            incidents -n many             | not 'many'
            incidents nosuch              | no target is called nosuch: `status` lists them
            """)
    void bad_words_are_one_sentence_and_exit_2(String line, String sentence) {
        int exitCode = cli.run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(exitCode).isEqualTo(2);
        assertThat(cli.err()).contains(sentence).hasLineCount(1);
        assertThat(cli.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    static List<String> commands() {
        return CommandList.NAMES;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help_with_an_example(String command) {
        assertThat(cli.run(command, "--help")).isZero();
        assertThat(cli.out()).startsWith("Usage: java -jar dpm-runner.jar " + command)
                .contains("xample", "\n  java -jar dpm-runner.jar " + command);
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void help_and_version_of_the_whole() {
        assertThat(cli.run("--help")).isZero();
        assertThat(cli.out()).contains(CommandList.NAMES);
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).isEqualTo("dpm-runner 0.1.0\n");
    }

    static Stream<Option<?>> flags() {
        return Options.all().stream().filter(option -> option.isAllowedIn(Option.Place.FLAG))
                .filter(option -> !option.isSwitch());
    }

    @ParameterizedTest
    @MethodSource("flags")
    void each_option_is_taken_in_both_spellings_and_shown_with_its_default(Option<?> option) {
        for (String spelling : List.of(option.flag(), option.hyphenFlag())) {
            cli.run("run", spelling, "-1 %n @x ${x}");
            assertThat(cli.resolved().flags()).isEqualTo(Map.of(option.name(), "-1 %n @x ${x}"));
        }
        cli.run("run", "--help");
        String help = cli.out().replaceAll("\\s+", "");
        assertThat(help).contains(option.flag() + (option.flag().equals(option.hyphenFlag()) ? "=" : ","),
                option.doc().replaceAll("\\s+", ""));
        option.defaultText().ifPresent(text -> assertThat(help).contains("(default:" + text + ")"));
    }

    @Test
    void a_switch_is_on_by_being_named() {
        cli.run("run", "--attach", "--process_name", "web");

        assertThat(cli.resolved().flags()).isEqualTo(Map.of("attach", "true", "process_name", "web"));
        assertThat(cli.resolved().command()).isEmpty();
    }

    @Test
    void request_carries_words_folder_umask_and_environment() {
        cli.run("run", "--env", "A=1", "--env=B=2 3", "--max_restarts", "-1", "--name", "web",
                "--", "prog", "--port", "--", "@x");

        assertThat(cli.resolved().foreground()).isTrue();
        assertThat(cli.resolved().flags())
                .isEqualTo(Map.of("env", "A=1" + Settings.SEPARATOR + "B=2 3", "max_restarts", "-1", "name", "web"));
        assertThat(cli.resolved().command()).containsExactly("prog", "--port", "--", "@x");
        assertThat(cli.resolved().cwd()).isEqualTo(folder);
        assertThat(cli.resolved().umask()).matches("0[0-7]+");
        assertThat(cli.resolved().environment()).containsEntry("TZ", "Europe/Berlin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start --", "start web --", "start --port 1 --", "run --", "run --max_restarts 5 --"})
    void dashes_with_nothing_behind_them_are_refused(String line) {
        assertThat(cli.run(line.split(" "))).isEqualTo(2);
        assertThat(cli.err()).contains("-- is followed by nothing", "a program and its arguments").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_script_may_have_no_arguments_behind_the_dashes() {
        assertThat(cli.run("run", "--script_path", "app.py", "--")).isEqualTo(42);
        assertThat(cli.run("run", "--process-name=python3", "--")).isEqualTo(42);
    }

    @Test
    void completion_knows_commands_and_options_but_nothing_hidden() {
        assertThat(cli.run("completion")).isZero();
        assertThat(cli.out())
                .contains("complete -F _dpm_runner dpm dpm-runner", "--keep_targets", "--cpu-threshold", "reload")
                .doesNotContain("--daemon");
    }

    @Test
    void a_damaged_record_of_an_incident_is_no_json_and_one_set_aside_is_no_incident() throws IOException {
        Path incidents = folder.resolve("home/incidents");
        String id = "20261130-092040-web";
        for (String name : List.of(id, id + ".damaged-20261130T092302")) {
            Files.createDirectories(incidents.resolve(name));
            Files.writeString(incidents.resolve(name + "/summary.properties"), "schema=1\nid=" + id
                    + "\ntarget=web\nat=2026-11-30T09\\:20\\:40Z\nsentence=it aborted itself\n");
            Files.writeString(incidents.resolve(name + "/incident.json"), "{\"schema\": 1, \"id\": \"2026113");
            Files.writeString(incidents.resolve(name + "/incident.txt"), "it aborted itself");
        }

        assertThat(cli.run("incidents")).isZero();
        assertThat(cli.out()).containsOnlyOnce(id).doesNotContain("damaged");
        assertThat(cli.run("incident", id)).isZero();
        assertThat(cli.out()).contains("it aborted itself");
        assertThat(cli.run("incident", id, "--json")).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("the record of the incident " + id + " is damaged");
    }
}
