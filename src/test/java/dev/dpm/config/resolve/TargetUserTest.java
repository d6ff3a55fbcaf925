package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Requests;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.Accounts;
import dev.dpm.process.Privileges;

/** Tests how {@code --user} and {@code --env_file} get into a spec. */
class TargetUserTest {

    @TempDir
    Path folder;

    private static Optional<Map<String, String>> variables(String user, Privileges privileges, Findings findings) {
        Settings settings = Settings.none().known(Options.USER, user,
                new Settings.Origin(Settings.Source.FLAG, "--user"));
        return new TargetUser(Accounts.ofThisMachine(), privileges).variables(settings, findings);
    }

    @Test
    void an_unprivileged_runner_runs_targets_as_itself_only() {
        Findings findings = new Findings();
        Privileges nobody = new Privileges(1, 1, false);

        assertThat(variables("daemon", nobody, findings)).isPresent();
        assertThat(variables("root", nobody, findings)).isEmpty();

        assertThat(findings.faults()).singleElement().asString()
                .isEqualTo("--user: 'root' is not allowed: the runner is not root (it runs as user 1) and cannot run "
                        + "anything as another; allowed: its own user, or a runner that is root");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            no-such-user,        there is no user no-such-user
            root:no-such-group,  there is no group no-such-group
            4123456789,          has no entry that names its group
            """)
    void an_account_that_is_not_there_is_a_fault(String user, String phrase) {
        Resolution resolution = Requests.in(folder).flag("user", user).command("true").resolve();

        assertThat(resolution.faults()).singleElement().asString().startsWith("--user: '" + user + "' is not allowed: ")
                .contains(phrase, "; allowed: ");
    }

    @Test
    void the_users_variables_go_over_the_callers_and_under_what_was_written() throws Exception {
        Files.writeString(folder.resolve("one.env"), "A=one\nB=one\nC=one\nLOGNAME=written\n");
        Files.writeString(folder.resolve("two.env"), "B=two\nC=two\n");
        Requests request = Requests.in(folder).variable("HOME", "/root").variable("USER", "caller")
                .flag("env_file", "one.env" + Settings.SEPARATOR + "two.env").flag("env", "C=flag").command("true");

        Map<String, String> asItself = request.resolve().targets().get(0).environment();
        assertThat(asItself).containsAllEntriesOf(
                Map.of("A", "one", "B", "two", "C", "flag", "USER", "caller", "LOGNAME", "written", "HOME", "/root"));

        long uid = Privileges.own().uid();
        Map<String, String> asUser = request.flag("user", uid + ":" + Privileges.own().gid()).resolve().targets()
                .get(0).environment();
        assertThat(asUser).containsEntry("LOGNAME", "written").containsKey("SHELL");
        assertThat(asUser.get("USER")).isNotEqualTo("caller");
    }

    @Test
    void a_changed_file_is_a_difference_that_restarts_and_shows_no_value() throws Exception {
        Requests request = Requests.in(folder).flag("env_file", "one.env").command("true");
        Files.writeString(folder.resolve("one.env"), "A=secret\n");
        TargetSpec before = request.resolve().targets().get(0);
        Files.writeString(folder.resolve("one.env"), "A=other-secret\n");

        assertThat(before.differencesTo(request.resolve().targets().get(0))).singleElement()
                .satisfies(difference -> {
                    assertThat(difference.change()).isEqualTo(Option.Change.RESTART);
                    assertThat(difference.toString()).doesNotContain("secret");
                });
        assertThat(before.differencesTo(before)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            none.env,   it does not exist
            .,          it is not a file
            bad.env,    line 2 is no K=V
            """)
    void a_file_that_cannot_be_used_is_a_fault_that_names_it(String file, String phrase) throws Exception {
        Files.writeString(folder.resolve("bad.env"), "A=1\nsecret\n");

        Resolution resolution = Requests.in(folder).flag("env_file", file).command("true").resolve();

        assertThat(resolution.faults()).singleElement().asString().startsWith("--env_file: '" + folder)
                .contains(phrase).doesNotContain("secret");
    }

    @Test
    void a_value_that_is_no_utf_8_is_taken_as_its_bytes() throws Exception {
        Files.write(folder.resolve("latin.env"), new byte[]{'A', '=', 'g', (byte) 0xe9, '\n'});

        TargetSpec spec = Requests.in(folder).flag("env_file", "latin.env").command("true").resolve().targets().get(0);

        assertThat(spec.environment()).containsEntry("A", "g\uDCE9");
        assertThat(spec.settings().shown(Options.ENV)).contains("A");
    }
}
