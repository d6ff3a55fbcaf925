package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.ThreadMXBean;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.log.Stamp;
import dev.dpm.process.TargetName;

/** Measures the cost of reading the longest possible journal, 20 MiB, since the runner's whole heap is 32 MiB. */
class JournalSizeTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(BEGIN, ZoneOffset.UTC);
    private static final long LINES_A_FILE = 14_000;
    private static final long LINES = 5 * LINES_A_FILE;
    private static final Optional<TargetName> RARE = Optional.of(new TargetName("rare"));
    private static final Optional<TargetName> WEB = Optional.of(new TargetName("web"));

    @TempDir
    Path folder;

    /** The time of an event in seconds: one event per second while the clock is right. */
    private LongUnaryOperator clock = sequence -> sequence;

    private static Instant at(long second) {
        return BEGIN.plusSeconds(second);
    }

    private void write() throws IOException {
        for (int file = 0; file < 5; file++) {
            Path path = folder.resolve(file == 4 ? "events.jsonl" : "events.jsonl." + (4 - file));
            try (BufferedWriter out = Files.newBufferedWriter(path)) {
                for (long line = 1; line <= LINES_A_FILE; line++) {
                    out.write(line(file * LINES_A_FILE + line));
                }
            }
        }
    }

    private String line(long sequence) {
        return "{\"schema\":1,\"sequence\":" + sequence + ",\"time\":\"" + Stamp.of(at(clock.applyAsLong(sequence)))
                + "\",\"type\":\"TargetExited\",\"target\":\"" + (sequence == 7 ? "rare" : "web")
                + "\",\"pid\":4711,\"severity\":\"WARNING\",\"message\":\"process 4711 ended with exit code 1 after 12.5 s, "
                + "restarting in 5 s, attempt 1 of 3\",\"asked\":false,\"evidence\":null,\"exit_code\":1,"
                + "\"exit_signal\":null,\"incarnation\":3,\"uptime_seconds\":12.5}\n";
    }

    @BeforeEach
    void fill() throws IOException {
        write();
        assertThat(folder.resolve("events.jsonl.4")).isRegularFile().satisfies(
                file -> assertThat(Files.size(file)).isGreaterThan(4_000_000));
    }

    private static List<Long> sequences(List<Written> events) {
        return events.stream().map(Written::sequence).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** The bytes that this thread allocates for the second of two equal readings. */
    private static long allocated(Supplier<List<Written>> reading, AtomicReference<List<Written>> answer) {
        answer.set(reading.get());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        answer.set(reading.get());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void a_search_through_all_files_takes_little_memory() throws IOException {
        AtomicReference<List<Written>> answer = new AtomicReference<>();
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            long bytes = allocated(() -> journal.read(RARE, 0, 500), answer);

            assertThat(sequences(answer.get())).containsExactly(7L);
            assertThat(bytes).isLessThan(2 << 20);
        }
    }

    @Test
    void a_page_far_back_takes_the_memory_of_its_events() throws IOException {
        AtomicReference<List<Written>> answer = new AtomicReference<>();
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            Filter page = new Filter(Optional.empty(), 0, 1_001, Optional.empty(), written -> true);
            long bytes = allocated(() -> journal.read(page, 1_000), answer);

            assertThat(sequences(answer.get())).isEqualTo(range(1, 1_000));
            assertThat(bytes).isLessThan(16 << 20);
        }
    }

    @Test
    void what_is_older_than_asked_for_is_hardly_looked_at() throws IOException {
        AtomicReference<List<Written>> answer = new AtomicReference<>();
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            Filter lately = since(WEB, at(LINES - 49));
            long bytes = allocated(() -> journal.read(lately, 500), answer);

            assertThat(sequences(answer.get())).isEqualTo(range(LINES - 49, LINES));
            assertThat(bytes).isLessThan(2 << 20);
        }
    }

    private static Filter since(Optional<TargetName> target, Instant moment) {
        return new Filter(target, 0, Long.MAX_VALUE, Optional.of(moment), written -> true);
    }

    @Test
    void the_search_goes_on_into_older_files_until_they_are_too_old() throws IOException {
        long first = 4 * LINES_A_FILE - 99;
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            Filter wanted = new Filter(WEB, 0, first + 10, Optional.of(at(first)), written -> true);

            assertThat(sequences(journal.read(wanted, 500))).isEqualTo(range(first, first + 9));
        }
    }

    @Test
    void a_clock_that_was_wrong_for_a_while_hides_nothing() throws IOException {
        long wrongFrom = 3 * LINES_A_FILE - 100;
        clock = sequence -> sequence >= wrongFrom && sequence < wrongFrom + 200 ? sequence - LINES : sequence;
        write();
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            Filter wanted = new Filter(WEB, 0, wrongFrom + 205, Optional.of(at(wrongFrom - 5)), written -> true);

            assertThat(sequences(journal.read(wanted, 500))).containsExactly(wrongFrom - 5, wrongFrom - 4,
                    wrongFrom - 3, wrongFrom - 2, wrongFrom - 1, wrongFrom + 200, wrongFrom + 201, wrongFrom + 202,
                    wrongFrom + 203, wrongFrom + 204);
        }
    }

    @Test
    void lines_that_are_long_make_the_answer_short_and_the_next_page_goes_on() throws IOException {
        Path file = folder.resolve("events.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long sequence = 1; sequence <= 100; sequence++) {
                out.write(line(sequence).replace("restarting", "x".repeat(60_000)));
            }
        }
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            List<Written> last = journal.read(WEB, 0, 1_000);
            long first = last.get(0).sequence();
            List<Written> before = journal.read(
                    new Filter(WEB, 0, first, Optional.empty(), written -> true), 1_000);

            assertThat(sequences(last)).isEqualTo(range(first, 100)).hasSizeLessThan(50);
            assertThat(sequences(before)).endsWith(first - 1).hasSizeLessThan(50);
        }
    }
}
