package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.daemon.LogTail;

class LogsCommandTest {

    @TempDir
    private Path folder;
    private TestCommandLine cli;
    private Path file;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Thread follower;

    @BeforeEach
    void sitDown() throws Exception {
        cli = new TestCommandLine(folder);
        cli.home().create();
        file = cli.home().targetLog("web");
    }

    @AfterEach
    void stopFollowing() throws Exception {
        if (follower != null) {
            follower.interrupt();
            follower.join(10_000);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b,c, | 2   | b,c,
            a,b,c  | 2   | b,c
            a,b,c, | 9   | a,b,c,
            a,b,c, | 0   | ''
            ,,,    | 2   | ,,
            ''     | 5   | ''
            """)
    void shows_the_last_lines(String content, String lines, String expected) throws Exception {
        Files.writeString(file, content.replace(',', '\n'));
        assertThat(cli.run("logs", "web", "-n", lines)).isZero();
        assertThat(cli.out()).isEqualTo(expected.replace(',', '\n'));
    }

    @Test
    void finds_lines_far_from_the_end() throws Exception {
        String line = "x".repeat(100_000) + "\n";
        Files.writeString(file, "first\n" + line + line);
        cli.run("logs", "-n", "2");
        assertThat(cli.out()).isEqualTo(line + line);
        cli.run("logs", "-n", "3");
        assertThat(cli.out()).startsWith("first\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --since '2026-02-28 18:05'                | b2,  more,b3 ERR,b4
            --since 2026-02-28T17:05:00Z              | b2,  more,b3 ERR,b4
            --since 2026-02-28T17:05:00Z -n 2         | b3 ERR,b4
            --grep ERR                                | b1 ERR,b3 ERR
            --grep ERR -n 1                           | b3 ERR
            --grep ERR -n 0                           | ''
            --since 2026-02-28 --grep '(b[12]$)'      | b2
            --since 2026-03-01                        | ''
            --grep nothing                            | ''
            """)
    void shows_the_lines_that_are_asked_for(String options, String expected) throws Exception {
        String day = "2026-02-28 ";
        Files.writeString(file, "early\n" + day + "18:04:59 b1 ERR\n" + day + "18:05:00 b2\n  more\n" + day
                + "18:06:00 b3 \u001b[31mE\u001b[0mRR\n" + day + "18:07:00 b4");
        List<String> words = new ArrayList<>(List.of("logs", "web"));
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(options);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        assertThat(cli.run(words.toArray(String[]::new))).isZero();
        assertThat(cli.out().replaceAll("\u001b\\[[0-9]*m", "").replaceAll(day + "[0-9:]{8} ", "").strip())
                .isEqualTo(expected.replace(',', '\n').strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            plain "text"                              | null                   | null
            2026-02-28T17:05:00Z hello                | "2026-02-28T17:05:00Z" | null
            {"ts":"2026-02-28T17:05:00Z","a":[1,{}]}  | "2026-02-28T17:05:00Z" | {"ts":"2026-02-28T17:05:00Z","a":[1,{}]}
            {"a":1} and more                          | null                   | null
            {"a":1}{"b":2}                            | null                   | null
            {"a":                                     | null                   | null
            {a:1}                                     | null                   | null
            [1]                                       | null                   | null
            """)
    void json_tells_target_and_time_and_the_fields_of_a_line_that_is_json(String line, String time, String fields)
            throws Exception {
        Files.writeString(file, line + "\n" + line);
        String object = "{\"target\": \"web\", \"time\": " + time + ", \"line\": \"" + line.replace("\"", "\\\"")
                + "\", \"fields\": " + fields + "}\n";

        assertThat(cli.run("logs", "web", "--json")).isZero();
        assertThat(cli.out()).as("also a line without its end").isEqualTo(object + object);
    }

    @Test
    void json_goes_with_a_choice_of_lines_and_not_with_raw() throws Exception {
        Files.writeString(file, "one\n\u001b[31mtwo\u001b[0m\n");

        assertThat(cli.run("logs", "web", "--json", "--grep", "two")).isZero();
        assertThat(cli.out()).isEqualTo("{\"target\": \"web\", \"time\": null, \"line\": "
                + "\"\\u001b[31mtwo\\u001b[0m\", \"fields\": null}\n");
        assertThat(cli.run("logs", "web", "--json", "--raw")).isEqualTo(2);
        assertThat(cli.err()).contains("--json and --raw exclude each other");
    }

    @Test
    void says_that_lines_bear_no_times() throws Exception {
        Files.writeString(file, "one\ntwo\n");

        assertThat(cli.run("logs", "--since", "10m")).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .contains("web writes no times that can be read into its lines, so --since cannot choose");

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
        assertThat(cli.run("logs", "--since", "10m")).as("nothing was written since").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --since | soon        | --since takes a time ago such as 90 (seconds), 10m, 2h or 1d, or a moment such as 18:05
            --since | 2026-02-30  | not '2026-02-30'
            --grep  | [           | --grep takes a regular expression
            --grep  | (a)\\1      | backreferences, lookaround and possessive repetition are not supported
            """)
    void refuses_what_is_no_moment_and_no_expression(String option, String text, String sentence) throws Exception {
        Files.writeString(file, "one\n");
        assertThat(cli.run("logs", option, text)).isEqualTo(2);
        assertThat(cli.err()).contains(sentence);
    }

    @Test
    void name_may_be_left_out_where_there_is_one_target() throws Exception {
        assertThat(cli.run("logs")).isEqualTo(2);
        assertThat(cli.err()).contains("no target is known");
        Files.writeString(file, "hello\n");
        assertThat(cli.run("logs")).isZero();
        assertThat(cli.out()).isEqualTo("hello\n");
        cli.stoppedState("api");
        assertThat(cli.run("logs")).isEqualTo(2);
        assertThat(cli.err()).contains("name one of the targets, or several, or all: api, web");
        assertThat(cli.run("logs", "nope")).isEqualTo(2);
        assertThat(cli.run("logs", "../../token")).isEqualTo(2);
        assertThat(cli.run("logs", "api")).isZero();
        assertThat(cli.err()).contains("api has written nothing");
    }

    @Test
    void follows_across_truncation_and_renaming() throws Exception {
        Files.writeString(file, "one\ntwo\n");
        follow(1);
        awaitShown("two\n");

        append("three\n");
        awaitShown("two\nthree\n");

        Files.writeString(file, "4\n");
        awaitShown("two\nthree\n4\n");

        append("five\n");
        Files.move(file, file.resolveSibling("web.log.1"));
        Files.writeString(file, "a longer line than all before it together\n");
        awaitShown("two\nthree\n4\nfive\na longer line than all before it together\n");
    }

    @Test
    void waits_for_a_file_that_is_not_there_yet() throws Exception {
        follow(10);
        Files.writeString(file, "hello\n");
        awaitShown("hello\n");
    }

    private void follow(int lines) {
        LogTail tail = new LogTail(file, new PrintStream(shown, true, StandardCharsets.UTF_8));
        follower = new Thread(() -> {
            try {
                tail.last(lines);
                tail.follow(() -> false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        follower.start();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void awaitShown(String text) {
        await().untilAsserted(() -> assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(text));
    }
}
