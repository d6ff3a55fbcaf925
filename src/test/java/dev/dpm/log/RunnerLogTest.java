package dev.dpm.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.Settings;
import dev.dpm.config.value.BadValue;
import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

class RunnerLogTest {

    private static final Instant NOW = Instant.parse("2026-11-22T21:46:02.120Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final TargetName WEB = new TargetName("web");
    private static final Event EXITED = new TargetEvent.TargetExited(WEB, 3, 456, new ExitStatus.Code(1),
            Duration.ofSeconds(41), false);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,   true,  INFO
            3,   true,  INFO
            143, true,  INFO
            1,   false, WARN
            """)
    void an_end_with_a_code_that_means_success_is_no_warning(int code, boolean success, LogLevel level) {
        Event exited = new TargetEvent.TargetExited(WEB, 3, 456, ExitStatus.ofJavaExitValue(code),
                Duration.ofSeconds(41), false, success, Optional.empty(), Optional.empty());

        assertThat(RunnerLog.levelOf(exited.severity())).isEqualTo(level);
    }

    private static RunnerSpec spec(String level, String format) {
        return with(with(new RunnerSpec(Settings.none(), Optional.empty()), Options.LOG_LEVEL, level),
                Options.LOG_FORMAT, format);
    }

    private static RunnerSpec with(RunnerSpec spec, Option<?> option, String text) {
        try {
            return new RunnerSpec(spec.settings().with(option, text,
                    new Settings.Origin(Settings.Source.FLAG, option.flag())), Optional.empty());
        } catch (BadValue e) {
            throw new IllegalArgumentException(e);
        }
    }

    private RunnerLog log(String level, String format) {
        return RunnerLog.toStream("stderr", out, spec(level, format), CLOCK);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void text_lines_show_time_level_target_sentence_and_keys() throws Exception {
        try (RunnerLog log = log("INFO", "text")) {
            log.write(new Recorded(1, NOW, new RunnerEvent.RunnerStarted("0.1.0", 12)));
            log.write(new Recorded(2, NOW, new TargetEvent.TargetStarted(WEB, 3, 456, "started by command")));
            log.write(new Recorded(3, NOW, EXITED));
            log.write(new Recorded(4, NOW, new TargetEvent.TargetGaveUp(WEB, "3 restarts\nin 10 min \u001b[31m")));
        }
        assertThat(lines()).containsExactly(
                "2026-11-22T21:46:02.120Z INFO  dpm-runner 0.1.0 started as process 12 pid=12",
                "2026-11-22T21:46:02.120Z INFO  web: started as process 456: started by command pid=456 incarnation=3",
                "2026-11-22T21:46:02.120Z WARN  web: process 456 ended with exit code 1 after 41 s pid=456 incarnation=3",
                "2026-11-22T21:46:02.120Z ERROR web: given up: 3 restarts\\nin 10 min \\u001b[31m");
    }

    @Test
    void json_lines_are_one_object_each() throws Exception {
        try (RunnerLog log = log("INFO", "json")) {
            log.write(new Recorded(1, NOW, new TargetEvent.TargetStarted(WEB, 3, 456, "started by \"command\"\n")));
            log.write(new Recorded(2, NOW, EXITED));
        }
        assertThat(lines()).containsExactly(
                "{\"time\":\"2026-11-22T21:46:02.120Z\",\"level\":\"INFO\",\"logger\":\"dev.dpm.event\","
                        + "\"message\":\"started as process 456: started by \\\"command\\\"\\n\",\"target\":\"web\","
                        + "\"pid\":456,\"incarnation\":3,\"reason\":\"started by \\\"command\\\"\\n\"}",
                "{\"time\":\"2026-11-22T21:46:02.120Z\",\"level\":\"WARN\",\"logger\":\"dev.dpm.event\","
                        + "\"message\":\"process 456 ended with exit code 1 after 41 s\",\"target\":\"web\","
                        + "\"pid\":456,\"incarnation\":3}");
    }

    @Test
    void usage_is_told_with_units_and_by_the_basis_in_force() throws Exception {
        Incarnation life = new Incarnation(WEB, 3);
        Usage first = Usage.first(new Sample(Duration.ZERO, Duration.ZERO, 222_718_362, 3));
        Usage second = Usage.between(first.sample(),
                new Sample(Duration.ofSeconds(1), Duration.ofMillis(123), 1 << 20, 1));
        try (RunnerLog log = log("INFO", "text")) {
            log.usage(life, LogLevel.INFO, first, 222_718_362);
            log.usage(life, LogLevel.DEBUG, second, 2 << 20);
            await().until(() -> lines().size() == 1);
            log.follow(spec("DEBUG", "json"));
            log.usage(life, LogLevel.DEBUG, second, 2 << 20);
            await().until(() -> lines().size() == 2);
        }
        assertThat(lines().get(0)).endsWith("web: cpu unknown, memory 212.4 MiB, 3 processes incarnation=3");
        assertThat(lines().get(1)).isEqualTo("{\"time\":\"2026-11-22T21:46:02.120Z\",\"level\":\"DEBUG\","
                + "\"logger\":\"dev.dpm.usage\",\"message\":\"cpu 12.3 % of one core, memory 2.0 MiB, 1 process\","
                + "\"target\":\"web\",\"incarnation\":3,\"cpu_percent\":12.3,\"memory_bytes\":2097152,"
                + "\"processes\":1}");
    }

    @Test
    void takes_what_our_code_and_libraries_log() throws Exception {
        Logger ours = Logger.getLogger("dev.dpm.some.room");
        Logger theirs = Logger.getLogger("org.example.library");
        try (RunnerLog log = log("INFO", "text").attach()) {
            ExtLogRecord withKeys = new ExtLogRecord(Level.INFO, "with keys", ours.getName());
            withKeys.putMdc("pid", "7");
            withKeys.setInstant(NOW);
            ours.log(withKeys);
            ours.log(Level.FINE, "too fine");
            theirs.log(Level.INFO, "not of interest");
            theirs.log(Level.WARNING, "watch {0}", "out");
            ours.log(Level.SEVERE, "broken", new IllegalStateException("why"));
        }
        theirs.log(Level.WARNING, "after the end");
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).isEqualTo("2026-11-22T21:46:02.120Z INFO  with keys pid=7");
        assertThat(lines().get(1)).endsWith("Z WARN  org.example.library: watch out");
        assertThat(lines().get(2)).contains("Z ERROR broken exception=\"java.lang.IllegalStateException: why\\n\\tat ");
    }

    @Test
    void libraries_say_more_when_debugging() throws Exception {
        Logger theirs = Logger.getLogger("io.example.library");
        try (RunnerLog log = log("DEBUG", "text").attach()) {
            theirs.info("a detail");
        }
        assertThat(lines()).singleElement().asString().endsWith("INFO  io.example.library: a detail");
    }

    @Test
    void a_file_is_appended_to_rotated_and_survives_a_folder_that_is_no_folder() throws Exception {
        Path home = folder.resolve("home");
        Files.writeString(home, "a file where the folder should be");
        RunnerSpec small = with(with(spec("INFO", "text"), Options.LOG_MAX_SIZE, "150"), Options.LOG_KEEP, "2");
        Path file = home.resolve("logs/runner.log");
        try (RunnerLog log = RunnerLog.toFile(file, small, CLOCK)) {
            log.write(new Recorded(1, NOW, EXITED));
            await().until(() -> log.fault().isPresent());
            assertThat(log.fault().get()).startsWith(file + " cannot be written: ");
            Files.delete(home);
            await().until(() -> log.fault().isEmpty());
        }
        try (RunnerLog log = RunnerLog.toFile(file, small, CLOCK)) {
            log.write(new Recorded(2, NOW, new RunnerEvent.RunnerStopped("bye")));
        }
        assertThat(Files.readAllLines(home.resolve("logs/runner.log.1"))).singleElement().asString()
                .contains("exit code 1");
        assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("dpm-runner ended: bye");
    }
}
