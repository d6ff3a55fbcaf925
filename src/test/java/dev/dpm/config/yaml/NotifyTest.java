package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Severity;
import dev.dpm.config.Requests;
import dev.dpm.config.resolve.Resolution;

class NotifyTest {

    @TempDir
    Path folder;

    private Resolution load(String text) throws IOException {
        Files.writeString(folder.resolve("dpm.yaml"), text);
        return new SpecLoader().load(Requests.in(folder).flag("config", "dpm.yaml").request());
    }

    private Resolution receiver(String keys) throws IOException {
        return load("targets: {web: {command: sleep 60}}\nnotify:\n  oncall: {" + keys + "}\n");
    }

    @Test
    void receivers_of_each_type_are_read() throws IOException {
        Resolution resolution = load("""
                targets: {web: {command: sleep 60}}
                notify:
                  oncall:
                    type: webhook
                    url: https://alerts.example/hooks/1
                    secret_file: keys/hook
                    events: [crash, oom-kill, well_again]
                    targets: ["web*", api]
                    severity: error
                    give-up: 2h
                  chat: {type: slack, url_env: CHAT_URL, well_after: 5m, gather: 0}
                  post: {type: mail, host: smtp.example.org, from: dpm@example.org, to: ops@example.org, user: dpm,
                         secret_env: SMTP_PASSWORD}
                  script: {type: command, command: "logger -t dpm"}
                """);

        assertThat(resolution.faults()).isEmpty();
        List<Receiver> receivers = resolution.runner().receivers();
        assertThat(receivers).extracting(Receiver::name).containsExactly("oncall", "chat", "post", "script");
        assertThat(receivers.get(0).wanted().events()).containsExactlyInAnyOrder("crash", "oom_kill", "well_again");
        assertThat(receivers.get(0).wanted().least()).isEqualTo(Severity.ERROR);
        assertThat(receivers.get(0).pace().giveUp()).isEqualTo(Duration.ofHours(2));
        assertThat(receivers.get(0).way().files()).containsExactly(folder.resolve("keys/hook"));
        assertThat(receivers.get(1).way().variables()).containsExactly("CHAT_URL");
        assertThat(receivers.get(1).wanted().events()).hasSize(Receiver.EVENTS.size());
        assertThat(receivers.get(2).way()).isInstanceOfSatisfying(Receiver.Mail.class, mail -> {
            assertThat(mail.server().port()).isEqualTo(587);
            assertThat(mail.tls()).isEqualTo(Receiver.MailTls.STARTTLS);
        });
        assertThat(receivers).extracting(Receiver::shown).containsExactly("oncall (webhook https://alerts.example/***)",
                "chat (slack ***)", "post (mail ops@example.org by smtp.example.org:587)", "script (command logger)");
    }

    @Test
    void a_list_of_receivers_says_the_same_as_a_mapping_of_them() throws IOException {
        Resolution listed = load("""
                targets: {web: {command: sleep 60}}
                notify:
                  - {name: oncall, type: webhook, url: "https://alerts.example/hooks/1", events: [crash]}
                  - name: script
                    type: command
                    command: logger -t dpm
                """);
        Resolution named = load("""
                targets: {web: {command: sleep 60}}
                notify:
                  oncall: {type: webhook, url: "https://alerts.example/hooks/1", events: [crash]}
                  script: {type: command, command: logger -t dpm}
                """);

        assertThat(listed.faults()).isEmpty();
        assertThat(listed.runner().receivers()).hasSize(2).isEqualTo(named.runner().receivers());
    }

    @Test
    void faults_of_a_list_are_told_with_their_lines() throws IOException {
        Resolution resolution = load("""
                targets: {web: {command: sleep 60}}
                notify:
                  - {type: command, command: logger}
                  - oncall
                  - {name: "Not One", type: command, command: logger}
                  - name: script
                    type: command
                    comand: logger
                  - {name: twice, type: command, command: logger}
                  - type: command
                    name: twice
                    command: wall
                  - {name: [a], type: command, command: logger}
                """);

        assertThat(resolution.faults()).extracting(ConfigFault::toString).anySatisfy(fault -> assertThat(fault)
                .startsWith("dpm.yaml line 3: notify: name is missing of a receiver; allowed: 1 to 63 characters"))
                .contains(
                        "dpm.yaml line 4: notify: a receiver is not a mapping; allowed: a mapping of name, type and what it"
                                + " needs")
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("dpm.yaml line 5: receiver name 'Not One' is not allowed; allowed: 1 to 63"))
                .contains("dpm.yaml line 11: the receiver 'twice' is written twice, first in line 9; allowed: once")
                .anySatisfy(fault -> assertThat(fault).startsWith("dpm.yaml line 13: "));
        assertThat(load("""
                targets: {web: {command: sleep 60}}
                notify:
                  - name: script
                    type: command
                    comand: logger
                """).faults()).extracting(ConfigFault::toString).contains(
                "dpm.yaml line 5: notify script: 'comand' is not a key of a receiver; did you mean command?",
                "dpm.yaml line 3: notify script: command is missing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            url: http://a/                                   | type is missing; allowed: webhook, slack, mail or command
            type: webhok, url: http://a/                     | type 'webhok' is not allowed; allowed: webhook, slack, mail or command; did you mean webhook?
            type: webhook                                    | url is missing; allowed: url, or url_file or url_env
            type: webhook, url: ftp://a/hidden-thing    | url has a value that is not allowed; allowed: an http or https address with a host and without a user name (a secret one in url_file or url_env)
            type: webhook, url: http://a:b@c/                | url has a value that is not allowed; allowed: an http or https address with a host and without a user name (a secret one in url_file or url_env)
            type: webhook, url: http://a/, url_env: A        | url is not allowed beside url_file or url_env; allowed: one of them
            type: webhook, url: http://a/, secret: hidden-thing | secret is not allowed in the file itself; allowed: secret_file, or secret_env with the name of a variable
            type: webhook, url: http://a/, secret_env: hidden-thing | secret_env has a value that is not allowed; allowed: the name of a variable of the runner's environment
            type: webhook, url: http://a/, secret_env: A, secret_file: b | secret_env is not allowed beside secret_file; allowed: one of them
            type: webhook, url: http://a/, host: b           | host is not allowed for a receiver of type webhook
            type: webhook, url: http://a/, evnts: crash      | 'evnts' is not a key of a receiver; did you mean events?
            type: webhook, url: http://a/, events: [crsh]    | events 'crsh' is not allowed; allowed: cpu, memory, forecast, check, exit, crash, signal, oom_kill, launch, gave_up, found_dead, well_again; did you mean crash?
            type: webhook, url: http://a/, events: []        | events is empty; allowed: one or more words, or the key left out
            type: webhook, url: http://a/, targets: "a b"    | targets 'a b' is not allowed; allowed: names of targets, in which * stands for any letters and ? for one
            type: webhook, url: http://a/, severity: info    | severity 'info' is not allowed; allowed: warning or error
            type: webhook, url: http://a/, timeout: 0        | timeout '0' is not allowed; allowed: a time from 100ms to 1m, such as 10s
            type: webhook, url: http://a/, give_up: 90d      | give_up '90d' is not allowed; allowed: a time from 1s to 720h, such as 24h
            type: webhook, url: http://a/, well_after: soon  | well_after 'soon' is not allowed; allowed: a time from 0s to 1h, such as 1m
            type: webhook, url_env: "a b"                    | url_env has a value that is not allowed; allowed: the name of a variable of the runner's environment
            type: command                                    | command is missing
            type: mail, from: a@b, to: c@d                   | host is missing
            type: mail, host: h, to: c@d                     | from is missing
            type: mail, host: h, from: a@b                   | to is missing; allowed: a mail address, or a list of them
            type: mail, host: h, from: a@b, to: nobody       | to 'nobody' is not allowed; allowed: a plain mail address, such as ops@example.org
            type: mail, host: h, from: "a@b\\r\\nBcc: x@y", to: c@d | from 'a@b⟨U+000D⟩⟨U+000A⟩Bcc: x@y' is not allowed; allowed: a plain mail address, such as ops@example.org
            type: mail, host: h, from: a@b, to: c@d, port: 0 | port '0' is not allowed; allowed: a port from 1 to 65535
            type: mail, host: h, from: a@b, to: c@d, tls: ssl | tls 'ssl' is not allowed; allowed: starttls, tls or none
            type: mail, host: h, from: a@b, to: c@d, user: u | user and secret_file (or secret_env, its password) go together; allowed: both, or neither
            """)
    void a_fault_is_one_sentence_with_its_line(String keys, String sentence) throws IOException {
        Resolution resolution = receiver(keys);

        assertThat(resolution.faults()).extracting(ConfigFault::toString)
                .containsExactly("dpm.yaml line 3: notify oncall: " + sentence);
        assertThat(resolution.faults().toString()).doesNotContain("hidden-thing");
        assertThat(resolution.runner().receivers()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, a file with \"{1}\"")
    @CsvSource(delimiter = '|', textBlock = """
            type: webhook, url: 'http://a/', ca_file: it | nothing of hidden-thing | ca_file 'it' is not allowed; allowed: a file of at most 4 MiB that holds certificates in PEM; this file holds none
            type: slack, url: 'http://a/', ca_file: it | '' | ca_file 'it' is not allowed; allowed: a file of at most 4 MiB that holds certificates in PEM; this file holds none
            type: mail, host: h, from: a@b, to: c@d, ca_file: it | -----BEGIN CERTIFICATE-----hidden-thing | ca_file 'it' is not allowed; allowed: a file of at most 4 MiB that holds certificates in PEM; this file holds none
            type: webhook, url_file: it | hidden-thing | url_file has a value that is not allowed; allowed: a file whose first line is an http or https address with a host and without a user name
            type: slack, url_file: it | '' | url_file has a value that is not allowed; allowed: a file whose first line is an http or https address with a host and without a user name
            type: webhook, url: 'http://a/', secret_file: it | '   ' | secret_file has a value that is not allowed; allowed: a file with the secret in its first line; this file's first line is empty
            """)
    void a_file_with_useless_content_is_a_fault_with_its_line(String keys, String content, String sentence)
            throws IOException {
        Files.writeString(folder.resolve("it"), content);
        Resolution resolution = receiver(keys);

        assertThat(resolution.faults()).extracting(ConfigFault::toString)
                .containsExactly("dpm.yaml line 3: notify oncall: " + sentence);
        assertThat(resolution.faults().toString()).doesNotContain("hidden-thing");
    }

    @Test
    void a_file_larger_than_any_bundle_of_certificates_is_refused_unread() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve("it").toFile(), "rw")) {
            large.setLength(1L << 32);
        }

        assertThat(receiver("type: webhook, url: 'http://a/', ca_file: it").faults()).hasSize(1);
    }

    @Test
    void a_file_that_is_not_there_yet_or_cannot_be_opened_without_waiting_is_a_warning() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor()).isZero();
        for (String file : List.of("later", "pipe")) {
            Resolution resolution = receiver("type: webhook, url_file: " + file + ", ca_file: " + file);

            assertThat(resolution.faults()).isEmpty();
            assertThat(resolution.warnings()).as(file).isNotEmpty()
                    .allSatisfy(warning -> assertThat(warning).contains("nothing can be sent to it"));
        }
    }

    @Test
    void a_wrong_file_of_the_last_runner_is_a_warning_to_a_start_that_names_no_file() throws IOException {
        Path file = Files.writeString(folder.resolve("dpm.yaml"), "targets: {web: {command: sleep 60}}\nnotify:\n"
                + "  oncall: {type: webhook, url: 'http://a/', ca_file: it}\n  other: {type: command, command: wall}\n");
        Files.writeString(folder.resolve("it"), "no certificate");
        Resolution resolution = new SpecLoader()
                .load(Requests.in(folder).command("sleep", "60").request().after(Optional.of(file)));

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).anySatisfy(warning -> assertThat(warning)
                .startsWith("dpm.yaml line 3: notify oncall: ca_file 'it' is not allowed"));
        assertThat(resolution.runner().receivers()).extracting(Receiver::name).containsExactly("other");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            notify: loud                          | dpm.yaml line 2: 'notify' is not a mapping; allowed: a mapping of NAME and where a receiver of notices is told, or a list of them
            notify: {Bad Name: {type: command}}   | dpm.yaml line 2: receiver name 'Bad Name' is not allowed; allowed: 1 to 63 characters of a-z 0-9 . _ -, the first a letter or a digit
            notify: {a: {type: {b: c}}}           | dpm.yaml line 2: 'type' is a mapping; allowed: one value, or a list of them
            notfy: {a: {type: command}}           | dpm.yaml line 2: 'notfy' is not a key; did you mean notify?
            """)
    void what_is_no_receiver_is_said_with_its_line(String line, String sentence) throws IOException {
        Resolution resolution = load("targets: {web: {command: sleep 60}}\n" + line + "\n");

        assertThat(resolution.faults()).extracting(ConfigFault::toString).contains(sentence);
    }

    @Test
    void a_receiver_that_is_written_twice_is_a_fault() throws IOException {
        Resolution resolution = load("targets: {web: {command: sleep 60}}\nnotify:\n  a: {type: command, command: b}\n"
                + "  a: {type: command, command: c}\n");

        assertThat(resolution.faults()).singleElement().asString().contains("line 4", "'a' is written twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web     | web      | true
            web     | web2     | false
            web*    | web2     | true
            *       | anything | true
            a*b*c   | a-x-b-c  | true
            a*b*c   | a-x-c    | false
            w?b     | wab      | true
            w?b     | wb       | false
            **********************b | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | false
            """)
    void patterns_stand_for_names(String pattern, String name, boolean fits) throws IOException {
        Receiver receiver = receiver("type: command, command: a, targets: '" + pattern + "'").runner().receivers()
                .get(0);

        assertThat(receiver.wanted().isAbout(name)).isEqualTo(fits);
    }

    @Test
    void a_reload_takes_other_receivers_and_says_so() throws IOException {
        var before = receiver("type: command, command: a").runner();
        var after = receiver("type: command, command: b").runner();

        assertThat(before.changesTo(before.reloadedAs(after))).extracting(Enum::name).containsExactly("RECEIVERS");
        assertThat(before.reloadedAs(after).receivers()).isEqualTo(after.receivers());
        assertThat(before.changesTo(before.reloadedAs(before))).isEmpty();
    }

    @Test
    void two_files_may_name_the_same_receiver_alike_and_not_otherwise() throws IOException {
        var one = receiver("type: command, command: a").runner();
        var other = receiver("type: command, command: b").runner();

        assertThat(one.contradictions(one)).isEmpty();
        assertThat(one.contradictions(other)).singleElement().asString().contains("'oncall'");
        assertThat(one.and(other).receiver("oncall")).isEqualTo(Optional.of(one.receivers().get(0)));
    }
}
