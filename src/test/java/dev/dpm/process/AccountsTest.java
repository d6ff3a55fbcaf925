package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    @TempDir
    Path folder;
    private Accounts accounts;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/bash
                # no entry
                web:x:33:44:a name, more:/var/www:/usr/sbin/nologin
                bare:x:500:500:::
                broken:x:none:1::/:/bin/sh
                """);
        Files.writeString(folder.resolve("group"), "root:x:0:\nlog:x:4:web,root\n");
        accounts = new Accounts(folder.resolve("passwd"), folder.resolve("group"), Optional.empty());
    }

    private Account find(String text) throws UnknownAccount, IOException {
        return accounts.find(RunAs.parse(text).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            web,      web,  33,  44, /var/www, /usr/sbin/nologin
            33,       web,  33,  44, /var/www, /usr/sbin/nologin
            web:log,  web,  33,  4,  /var/www, /usr/sbin/nologin
            web:77,   web,  33,  77, /var/www, /usr/sbin/nologin
            bare,     bare, 500, 500, /,       /bin/sh
            1234:4,   1234, 1234, 4, /,        /bin/sh
            """)
    void finds_an_account(String asked, String user, long uid, long gid, String home, String shell) throws Exception {
        Account account = find(asked);

        assertThat(account).hasToString(user);
        assertThat(account.uid()).isEqualTo(uid);
        assertThat(account.gid()).isEqualTo(gid);
        assertThat(account.environment()).containsEntry("HOME", home).containsEntry("SHELL", shell)
                .containsEntry("USER", user).containsEntry("LOGNAME", user);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            nobody,   there is no user nobody
            broken,   there is no user broken
            web:none, there is no group none
            1234,     user 1234 has no entry that names its group (write 1234:GROUP)
            """)
    void says_what_is_not_there(String asked, String phrase) {
        assertThatThrownBy(() -> find(asked)).isInstanceOf(UnknownAccount.class).hasMessage(phrase);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", ":a", "a:b:c", "a b", "-x", "4294967295", "99999999999999999999",
            "0:4294967295",
            "a\nb", "a/b"})
    void refuses_what_is_no_user(String text) {
        assertThat(RunAs.parse(text)).isEmpty();
    }

    @Test
    void asks_the_machine_for_what_no_file_names() throws Exception {
        Accounts machine = new Accounts(folder.resolve("none"), folder.resolve("none"),
                Optional.of(Getent.OF_THIS_MACHINE));

        assertThat(machine.find(new RunAs("root", Optional.of("root"))).uid()).isZero();
        assertThatThrownBy(() -> machine.find(new RunAs("no-such-user", Optional.empty())))
                .isInstanceOf(UnknownAccount.class);
    }

    /** Accounts that only a directory service knows. A shell script answers in its place, as {@code getent}. */
    private Accounts asking(String script, Duration patience) throws IOException {
        Path program = folder.resolve("getent");
        Files.writeString(program, "#!/bin/sh\ncd " + folder + "\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Accounts(folder.resolve("none"), folder.resolve("none"),
                Optional.of(new Getent(program.toString(), patience)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "remote"})
    void a_directory_that_gives_no_answer_is_asked_again(String user) throws Exception {
        Accounts remote = asking("test -e up && echo \"remote:x:1234:5::/home:/bin/sh\" || exit 3",
                Duration.ofSeconds(60));
        RunAs asked = new RunAs(user, Optional.empty());
        assertThatThrownBy(() -> remote.find(asked)).isInstanceOf(IOException.class)
                .hasMessage("getent passwd " + user + " gave no answer, exit code 3");
        Files.createFile(folder.resolve("up"));

        assertThat(remote.find(asked)).isEqualTo(new Account(Optional.of("remote"), 1234, 5, "/home", "/bin/sh"));
    }

    @Test
    void a_directory_that_hangs_gives_no_answer() throws Exception {
        Accounts remote = asking("exec sleep 60", Duration.ofSeconds(1));

        assertThatThrownBy(() -> remote.find(new RunAs("1234", Optional.empty()))).isInstanceOf(IOException.class)
                .hasMessage("getent passwd 1234 gave no answer within 1 s");
    }

    @Test
    void a_number_that_the_directory_does_not_know_is_asked_for_once() throws Exception {
        Accounts remote = asking("echo asked >> asked; exit 2", Duration.ofSeconds(60));

        remote.find(new RunAs("1234", Optional.of("5")));
        remote.find(new RunAs("1234", Optional.of("5")));

        assertThat(folder.resolve("asked")).hasContent("asked\nasked\n");
    }

    @Test
    void where_there_is_no_getent_there_are_no_directories() throws Exception {
        Accounts remote = new Accounts(folder.resolve("none"), folder.resolve("none"),
                Optional.of(new Getent(folder.resolve("getent").toString(), Duration.ofSeconds(60))));

        assertThat(remote.find(new RunAs("1234", Optional.of("5"))).uid()).isEqualTo(1234);
    }

    @Test
    void own_privileges_are_those_of_this_process() {
        Privileges root = Privileges.parse("Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n");
        Privileges confined = Privileges.parse("Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nCapEff:\t0000000000000020\n");
        Account web = new Account(Optional.of("web"), 33, 44, "/", "/bin/sh");

        assertThat(root.allows(web)).isTrue();
        assertThat(confined.allows(web)).isFalse();
        assertThat(new Privileges(33, 44, false).allows(web)).isTrue();
        assertThat(Privileges.own().uid()).isNotNegative();
    }

    @Test
    void a_limit_that_java_raised_is_known_by_the_parents() {
        OpenFiles raised = new OpenFiles(4096, 4096);
        OpenFiles read = OpenFiles.parse("Limit    Soft Limit  Hard Limit  Units\n"
                + "Max open files            1024                 4096                 files     \n").orElseThrow();

        assertThat(read).isEqualTo(new OpenFiles(1024, 4096));
        assertThat(raised.loweredTo(read)).hasValue(1024);
        assertThat(raised.loweredTo(new OpenFiles(1024, 8192))).as("another hard limit: not inherited").isEmpty();
        assertThat(raised.loweredTo(raised)).isEmpty();
    }
}
