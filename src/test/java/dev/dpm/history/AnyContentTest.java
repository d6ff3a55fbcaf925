package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

class AnyContentTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static final List<String> ODD = List.of("", "\n", "=", "\\", "\\u12", "\0", "2", "-",
            "99999999999999999999", "{", "}", "\"",
            "\uD83D\uDE00", "schema=9\n", "name=other\n", "#");
    /** Words with a meaning to the readers of state files and journals. */
    private static final List<String> WORDS = List.of("schema=", "schema=1\n", "1", "99999999999999999999", "\n",
            "\\u00", "\\", "=", "checksum=",
            "name=web",
            "{\"schema\":1,\"sequence\":", "{\"schema\":3", "{\"schema\":1,\"sequence\":5,", "\"time\":1",
            "\"time\":\"2026-11-22T21:46:02.120Z\",\"type\":\"T\",\"severity\":\"S\",\"message\":\"M\"}",
            "}", ",", "[[[", "\"", "9007199254740991", "\u0000", "\u00fc");

    @TempDir
    Path root;

    private interface Promise {
        void holdsFor(Any any, Path folder) throws Exception;
    }

    /** Runs a test many times, each time in an empty folder of its own. */
    private void check(int tries, Promise promise) {
        Tries.of(tries).check(any -> {
            Path folder = Files.createTempDirectory(root, "try");
            promise.holdsFor(any, folder);
        });
    }

    @Test
    void no_state_file_stops_the_runner() {
        check(200, (any, folder) -> {
            byte[] content = content(any);
            Files.write(folder.resolve("web.properties"), content);
            try {
                StateStore.Loaded loaded = new StateStore(folder, CLOCK).load();
                assertThat(loaded.records().size() + loaded.findings().size()).isPositive();
            } catch (NewerSchema e) {
                assertThat(Files.readAllBytes(folder.resolve("web.properties"))).isEqualTo(content);
            }
        });
    }

    @Test
    void no_memory_of_callers_stops_the_runner() {
        check(200, (any, folder) -> {
            byte[] content = content(any);
            Path file = folder.resolve("requests.properties");
            Files.write(file, content);
            try {
                RequestStore.Loaded loaded = new RequestStore(file, CLOCK).load();
                assertThat(loaded.requests()).isEmpty();
                assertThat(loaded.findings()).isNotEmpty();
            } catch (NewerSchema e) {
                assertThat(Files.readAllBytes(file)).isEqualTo(content);
            }
        });
    }

    @Test
    void no_journal_stops_the_runner() {
        check(200, (any, folder) -> {
            byte[] content = content(any);
            Files.write(folder.resolve("events.jsonl"), content);
            try (EventJournal journal = new EventJournal(folder, CLOCK)) {
                long sequence = journal.append(new RunnerEvent.RunnerStopped("x")).sequence();
                assertThat(sequence).isPositive();
                assertThat(journal.read(Optional.empty(), sequence - 1, 10)).hasSize(1);
                assertThat(journal.read(Optional.empty(), 0, 10)).isNotEmpty();
            } catch (NewerSchema e) {
                assertThat(Files.readAllBytes(folder.resolve("events.jsonl"))).isEqualTo(content);
            }
        });
    }

    /** A valid file with one altered place is read or set aside; the change is always noticed. */
    @Test
    void a_state_file_with_a_scratch_is_read_or_set_aside() {
        check(400, (any, folder) -> {
            int place = any.between(0, 400);
            int length = any.between(0, 10);
            String piece = any.of(ODD);
            StateStore store = new StateStore(folder, CLOCK);
            TargetRecord sound = record();
            store.save(sound, false);
            Path file = folder.resolve("web.properties");
            String before = Files.readString(file);
            String after = scratched(before, place, length, piece);
            Files.writeString(file, after);
            try {
                StateStore.Loaded loaded = store.load();
                assertThat(loaded.records().size() + loaded.findings().size()).as(after).isPositive();
                assertThat(loaded.records()).as(after).allSatisfy(read -> assertThat(read).isEqualTo(sound));
            } catch (NewerSchema e) {
                assertThat(file).hasContent(after);
            }
        });
    }

    @Test
    void a_journal_with_a_scratch_goes_on() {
        check(200, (any, folder) -> {
            int place = any.between(0, 600);
            int length = any.between(0, 10);
            String piece = any.of(ODD);
            try (EventJournal journal = new EventJournal(folder, CLOCK)) {
                for (int i = 0; i < 4; i++) {
                    journal.append(new RunnerEvent.RunnerStopped("a reason"));
                }
            }
            Path file = folder.resolve("events.jsonl");
            String after = scratched(Files.readString(file), place, length, piece);
            Files.writeString(file, after);
            try (EventJournal journal = new EventJournal(folder, CLOCK)) {
                long sequence = journal.append(new RunnerEvent.RunnerStopped("y")).sequence();
                assertThat(journal.read(Optional.empty(), 0, 100)).as(after).last()
                        .satisfies(last -> assertThat(last.sequence()).isEqualTo(sequence));
            } catch (NewerSchema e) {
                assertThat(file).hasContent(after);
            }
        });
    }

    private static String scratched(String text, int place, int length, String piece) {
        int from = Math.min(place, text.length());
        return text.substring(0, from) + piece + text.substring(Math.min(from + length, text.length()));
    }

    /** Random bytes, or a text of words with a meaning to the readers of state files and journals. */
    private static byte[] content(Any any) {
        return any.truth()
                ? any.bytes(200)
                : String.join("", any.list(12, () -> any.of(WORDS))).getBytes(StandardCharsets.UTF_8);
    }

    private static TargetRecord record() {
        TargetSpec spec = new TargetSpec(new TargetName("web"), List.of("/bin/sleep", "1"), Path.of("/srv"),
                Map.of("A", "1"), "0022", Settings.none(), Optional.empty());
        return new TargetRecord(spec, true, "boot", 3, Optional.empty(), false, Duration.ofSeconds(9),
                List.of(Duration.ofSeconds(4)), 1, 2, Optional.of(new ExitStatus.Code(1)), Phase.RUNNING, false, "why");
    }

    @Test
    void properties_read_what_we_write() {
        check(300, (any, folder) -> {
            SortedMap<String, String> keys = new TreeMap<>(any.map(20, () -> any.text(30), () -> any.text(30)));
            keys.remove("checksum");
            String text = PropertiesText.of(keys);
            Properties read = new Properties();
            read.load(new StringReader(text));
            read.remove("checksum");
            assertThat(new TreeMap<Object, Object>(read)).isEqualTo(keys);
            assertThat(PropertiesText.verified(PropertiesText.parse(text))).isEqualTo(keys);
        });
    }

    @Test
    void records_survive_a_round_trip() {
        check(200, (any, folder) -> {
            List<String> command = any.list(3, () -> any.text(60));
            command.add(any.text(60));
            Map<String, String> environment = any.map(4, () -> any.text(60), () -> any.text(60));
            String reason = any.text(200);
            int code = any.between(0, 255);
            long millis = any.number() & Long.MAX_VALUE;
            boolean truth = any.truth();
            TargetSpec spec = new TargetSpec(new TargetName("web"), command, Path.of("/srv"), environment, "0022",
                    Settings.none(), Optional.empty());
            TargetRecord record = new TargetRecord(spec, truth, "boot", millis, Optional.empty(), !truth,
                    Duration.ofMillis(millis), List.of(Duration.ofMillis(millis)), code, millis,
                    truth ? Optional.of(new ExitStatus.Code(code)) : Optional.of(new ExitStatus.Unknown()),
                    Phase.EXITED,
                    truth,
                    reason);
            StateStore store = new StateStore(folder, CLOCK);
            store.save(record, false);
            StateStore.Loaded loaded = store.load();
            assertThat(loaded.findings()).isEmpty();
            assertThat(loaded.records()).isEqualTo(new ArrayList<>(List.of(record)));
        });
    }
}
