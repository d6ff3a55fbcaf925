package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class AnyContentTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private Path folder;

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("dpm-any");
    }

    @AfterTry
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 200)
    void no_state_file_stops_the_runner(@ForAll("content") byte[] content) throws IOException {
        Files.write(folder.resolve("web.properties"), content);
        try {
            StateStore.Loaded loaded = new StateStore(folder, CLOCK).load();
            assertThat(loaded.records().size() + loaded.findings().size()).isPositive();
        } catch (NewerSchema e) {
            assertThat(Files.readAllBytes(folder.resolve("web.properties"))).isEqualTo(content);
        }
    }

    @Property(tries = 200)
    void no_memory_of_callers_stops_the_runner(@ForAll("content") byte[] content) throws IOException {
        Path file = folder.resolve("requests.properties");
        Files.write(file, content);
        try {
            RequestStore.Loaded loaded = new RequestStore(file, CLOCK).load();
            assertThat(loaded.requests()).isEmpty();
            assertThat(loaded.findings()).isNotEmpty();
        } catch (NewerSchema e) {
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
        }
    }

    @Property(tries = 200)
    void no_journal_stops_the_runner(@ForAll("content") byte[] content) throws IOException {
        Files.write(folder.resolve("events.jsonl"), content);
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            long sequence = journal.append(new RunnerEvent.RunnerStopped("x")).sequence();
            assertThat(sequence).isPositive();
            assertThat(journal.read(Optional.empty(), sequence - 1, 10)).hasSize(1);
            assertThat(journal.read(Optional.empty(), 0, 10)).isNotEmpty();
        } catch (NewerSchema e) {
            assertThat(Files.readAllBytes(folder.resolve("events.jsonl"))).isEqualTo(content);
        }
    }

    /** A sound file with a piece of it replaced is read or set aside; a change never goes unnoticed. */
    @Property(tries = 400)
    void a_state_file_with_a_scratch_is_read_or_set_aside(@ForAll @IntRange(max = 400) int place,
            @ForAll @IntRange(max = 10) int length, @ForAll("odd") String piece) throws IOException {
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
    }

    @Property(tries = 200)
    void a_journal_with_a_scratch_goes_on(@ForAll @IntRange(max = 600) int place,
            @ForAll @IntRange(max = 10) int length,
            @ForAll("odd") String piece) throws IOException {
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
    }

    private static String scratched(String text, int place, int length, String piece) {
        int from = Math.min(place, text.length());
        return text.substring(0, from) + piece + text.substring(Math.min(from + length, text.length()));
    }

    private static TargetRecord record() {
        TargetSpec spec = new TargetSpec(new TargetName("web"), List.of("/bin/sleep", "1"), Path.of("/srv"),
                Map.of("A", "1"), "0022", Settings.none(), Optional.empty());
        return new TargetRecord(spec, true, "boot", 3, Optional.empty(), false, Duration.ofSeconds(9),
                List.of(Duration.ofSeconds(4)), 1, 2, Optional.of(new ExitStatus.Code(1)), "RUNNING", false, "why");
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.of("", "\n", "=", "\\", "\\u12", "\0", "2", "-", "99999999999999999999", "{", "}", "\"",
                "\uD83D\uDE00", "schema=9\n", "name=other\n", "#");
    }

    /** Bytes, and texts made of the words that our readers look for. */
    @Provide
    Arbitrary<byte[]> content() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> words = Arbitraries
                .of("schema=", "schema=1\n", "1", "99999999999999999999", "\n", "\\u00", "\\", "=", "checksum=",
                        "name=web",
                        "{\"schema\":1,\"sequence\":", "{\"schema\":3", "{\"schema\":1,\"sequence\":5,", "\"time\":1",
                        "\"time\":\"2026-11-22T21:46:02.120Z\",\"type\":\"T\",\"severity\":\"S\",\"message\":\"M\"}",
                        "}", ",", "[[[", "\"", "9007199254740991", "\u0000", "\u00fc")
                .list().ofMaxSize(12).map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(bytes, words);
    }

    @Property(tries = 300)
    void properties_read_what_we_write(@ForAll Map<String, String> any) throws IOException {
        SortedMap<String, String> keys = new TreeMap<>(any);
        keys.remove("checksum");
        String text = PropertiesText.of(keys);
        Properties read = new Properties();
        read.load(new StringReader(text));
        read.remove("checksum");
        assertThat(new TreeMap<Object, Object>(read)).isEqualTo(keys);
        assertThat(PropertiesText.verified(PropertiesText.parse(text))).isEqualTo(keys);
    }

    @Property(tries = 200)
    void records_survive_a_round_trip(@ForAll @Size(min = 1, max = 4) List<String> command,
            @ForAll @Size(max = 4) Map<String, String> environment, @ForAll String reason,
            @ForAll @IntRange(min = 0, max = 255) int code, @ForAll @LongRange(min = 0) long millis,
            @ForAll boolean truth) throws IOException {
        TargetSpec spec = new TargetSpec(new TargetName("web"), command, Path.of("/srv"), environment, "0022",
                Settings.none(), Optional.empty());
        TargetRecord record = new TargetRecord(spec, truth, "boot", millis, Optional.empty(), !truth,
                Duration.ofMillis(millis), List.of(Duration.ofMillis(millis)), code, millis,
                truth ? Optional.of(new ExitStatus.Code(code)) : Optional.of(new ExitStatus.Unknown()), "EXITED", truth,
                reason);
        StateStore store = new StateStore(folder, CLOCK);
        store.save(record, false);
        StateStore.Loaded loaded = store.load();
        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded.records()).isEqualTo(new ArrayList<>(List.of(record)));
    }
}
