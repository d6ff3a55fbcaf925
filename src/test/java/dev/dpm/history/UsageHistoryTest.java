package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.history.UsageHistory.Point;
import dev.dpm.process.TargetName;
import dev.dpm.testing.WallClock;

class UsageHistoryTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant BEGIN = Instant.parse("2026-11-22T20:00:00Z");

    @TempDir
    Path home;

    private final List<String> findings = new ArrayList<>();
    private Duration monotonic = Duration.ofHours(7);
    private final WallClock wall = new WallClock(BEGIN);
    private UsageHistory history;

    @BeforeEach
    void begin() {
        history = anew();
    }

    /** The history after the death of a runner: samples that were not flushed are gone. */
    private UsageHistory anew() {
        return new UsageHistory(Optional.of(home.resolve("history")), wall, findings::add);
    }

    private void pass(Duration time) {
        monotonic = monotonic.plus(time);
        wall.advance(time);
    }

    private void sample(Duration every, double cpu, double memory) {
        pass(every);
        history.add(WEB, monotonic, every, OptionalDouble.of(cpu), memory);
    }

    private void samples(int count, Duration every, double cpu, double memory) {
        for (int i = 0; i < count; i++) {
            sample(every, cpu, memory);
            if (i % 30 == 29) {
                assertThat(history.flush()).isEmpty();
            }
        }
    }

    private List<Point> last(Duration length, Duration step) throws IOException {
        return history.last(WEB, length, step).points();
    }

    private static long known(List<Point> points) {
        return points.stream().filter(point -> !Double.isNaN(point.memoryAverage())).count();
    }

    @Test
    void every_sample_of_an_hour_is_kept_and_older_ones_by_the_minute() throws IOException {
        samples(3600, SECOND, 10, 100);
        samples(3600, SECOND, 30, 300);

        List<Point> hour = last(Duration.ofHours(1), SECOND);
        List<Point> day = last(Duration.ofHours(24), MINUTE);

        assertThat(hour).hasSize(3600).allMatch(point -> point.cpuAverage() == 30 && point.memoryAverage() == 300);
        assertThat(day).hasSize(1440);
        assertThat(known(day)).isEqualTo(120);
        assertThat(day.get(1440 - 90).cpuAverage()).isCloseTo(10, within(1e-6));
        assertThat(day.get(1439).end()).isEqualTo(wall.instant());
        assertThat(known(last(Duration.ofDays(30), QUARTER))).isEqualTo(8);
    }

    @Test
    void a_minute_has_the_average_and_the_highest_of_its_samples() throws IOException {
        samples(45, SECOND, 10, 100);
        samples(15, SECOND, 90, 500);
        history.flush();

        Point minute = last(Duration.ofHours(24), MINUTE).get(1439);

        assertThat(minute.cpuAverage()).isCloseTo(30, within(1e-6));
        assertThat(minute.cpuMaximum()).isCloseTo(90, within(1e-6));
        assertThat(minute.memoryAverage()).isCloseTo(200, within(1e-6));
        assertThat(minute.memoryMaximum()).isCloseTo(500, within(1e-6));
    }

    @Test
    void a_stopped_target_and_a_missed_sample_are_gaps() throws IOException {
        samples(60, SECOND, 10, 100);
        pass(Duration.ofSeconds(20));
        samples(10, SECOND, 10, 100);
        pass(SECOND);
        samples(5, SECOND, 10, 100);

        List<Point> points = last(Duration.ofMinutes(15), SECOND);

        assertThat(known(points)).isEqualTo(75);
        assertThat(Double.isNaN(points.get(899 - 5).memoryAverage())).as("the missed sample").isTrue();
        assertThat(points.subList(900 - 36, 900 - 16)).allMatch(point -> Double.isNaN(point.cpuAverage()));
    }

    @Test
    void what_a_removed_target_used_is_forgotten_and_one_of_the_same_name_begins_anew() throws IOException {
        samples(4000, SECOND, 10, 100);
        history.flush();
        assertThat(home.resolve("history")).isDirectoryContaining("glob:**web.rrd")
                .isDirectoryContaining("glob:**web.usage");

        history.forget(WEB);
        assertThat(history.recent(WEB).points()).allMatch(point -> Double.isNaN(point.memoryAverage()));
        samples(5, SECOND, 90, 500);

        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(5);
        history.flush();
        history = anew();
        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(5);
    }

    @Test
    void what_a_removed_target_left_with_an_earlier_runner_goes_from_the_disk_too() throws IOException {
        samples(60, SECOND, 10, 100);
        history = anew();

        history.forget(WEB);

        assertThat(history.flush()).isEmpty();
        assertThat(home.resolve("history")).isEmptyDirectory();
    }

    @Test
    void a_slow_interval_fills_the_seconds_between_its_samples() throws IOException {
        sample(Duration.ofMinutes(1), 10, 100);
        sample(Duration.ofMinutes(1), 20, 100);
        samples(12, Duration.ofSeconds(5), 50, 100);

        List<Point> points = last(Duration.ofMinutes(15), SECOND);

        assertThat(known(points)).isEqualTo(180);
        assertThat(points.get(900 - 61).cpuAverage()).isCloseTo(20, within(1e-6));
        assertThat(points.get(900 - 60).cpuAverage()).isCloseTo(50, within(1e-6));
    }

    @Test
    void the_first_sample_of_a_life_has_memory_and_no_cpu() throws IOException {
        pass(SECOND);
        history.add(WEB, monotonic, SECOND, OptionalDouble.empty(), 100);

        Point only = last(Duration.ofMinutes(15), SECOND).get(899);

        assertThat(only.memoryAverage()).isEqualTo(100);
        assertThat(only.cpuAverage()).isNaN();
    }

    @Test
    void the_death_of_the_runner_costs_what_was_not_flushed_and_leaves_a_gap() throws IOException {
        samples(60, SECOND, 10, 100);
        for (int i = 0; i < 20; i++) {
            sample(SECOND, 99, 999);
        }

        history = anew();
        pass(Duration.ofSeconds(10));
        monotonic = Duration.ofSeconds(3);
        samples(30, SECOND, 20, 200);

        List<Point> points = last(Duration.ofMinutes(15), SECOND);
        assertThat(known(points)).isEqualTo(90);
        assertThat(points).noneMatch(point -> point.cpuMaximum() == 99);
        assertThat(history.recent(WEB).points()).hasSize(60);
        assertThat(known(history.recent(WEB).points())).as("30 new ones, then a gap of 30 s").isEqualTo(30);
        assertThat(findings).isEmpty();
    }

    @Test
    void what_was_appended_is_archived_twice_an_hour_and_never_counted_twice() throws IOException {
        samples(3 * 1800 - 30, SECOND, 10, 100);
        byte[] lines = Files.readAllBytes(home.resolve("history/web.usage"));
        samples(30, SECOND, 10, 100);

        assertThat(home.resolve("history/web.usage")).doesNotExist();
        assertThat(home.resolve("history/web.rrd")).isNotEmptyFile();
        // as if the runner had been killed after it wrote web.rrd and before it deleted web.usage
        Files.write(home.resolve("history/web.usage"), lines);
        history = anew();

        assertThat(last(Duration.ofHours(1), SECOND)).hasSize(3600).allMatch(point -> point.cpuAverage() == 10);
    }

    @Test
    void the_space_it_takes_does_not_grow() throws IOException {
        samples(7200, SECOND, 10, 100);
        long after2Hours = Files.size(home.resolve("history/web.rrd"));
        samples(2 * 24 * 60, Duration.ofMinutes(1), 10, 100);

        assertThat(Files.size(home.resolve("history/web.rrd"))).isEqualTo(after2Hours).isLessThan(220_000);
        assertThat(known(last(Duration.ofDays(7), QUARTER))).isEqualTo((2 * 24 + 2) * 4);
    }

    @Test
    void a_torn_last_line_is_passed_over() throws IOException {
        samples(60, SECOND, 10, 100);
        Files.writeString(home.resolve("history/web.usage"), "17639", StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND);
        history = anew();
        samples(30, SECOND, 20, 200);

        assertThat(known(last(Duration.ofMinutes(15), SECOND))).isEqualTo(90);
    }

    /** A record that is cut off within its last figure looks complete, but its memory is too small. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 20})
    void a_record_that_was_cut_off_is_no_record_and_is_cut_away_before_the_next_one(int bytes) throws IOException {
        samples(30, SECOND, 10, 123_456_789);
        Path file = home.resolve("history/web.usage");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - bytes));
        history = anew();

        assertThat(known(last(Duration.ofMinutes(15), SECOND))).isEqualTo(29);
        samples(30, SECOND, 20, 123_456_789);

        assertThat(last(Duration.ofMinutes(15), SECOND)).filteredOn(point -> !Double.isNaN(point.memoryAverage()))
                .hasSize(59).allMatch(point -> point.memoryAverage() == 123_456_789);
        assertThat(Files.readAllLines(file).stream().skip(1)).hasSize(59).allMatch(line -> line.endsWith(" 123456789"));
        assertThat(findings).isEmpty();
    }

    /** The disk was full, or the runner was killed, at the moment in which the runner made the file. */
    @ParameterizedTest
    @ValueSource(strings = {"", "d", "dpm-usage", "dpm-usage 1", "dpm-usage 1\n"})
    void a_file_that_was_begun_and_holds_nothing_is_no_damage(String begun) throws IOException {
        Files.createDirectories(home.resolve("history"));
        Files.writeString(home.resolve("history/web.usage"), begun);

        assertThat(last(Duration.ofHours(1), SECOND)).isEmpty();
        samples(30, SECOND, 10, 100);
        history = anew();

        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(30);
        assertThat(findings).isEmpty();
    }

    @Test
    void a_damaged_file_is_set_aside_with_a_sentence_and_the_history_goes_on() throws IOException {
        samples(1800, SECOND, 10, 100);
        Path archives = home.resolve("history/web.rrd");
        byte[] bytes = Files.readAllBytes(archives);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archives, bytes);
        Files.writeString(home.resolve("history/web.usage"), "\u0000\u0001 garbage", StandardCharsets.US_ASCII);
        history = anew();

        samples(60, SECOND, 20, 200);

        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(60);
        assertThat(findings).hasSize(2).anySatisfy(sentence -> assertThat(sentence).contains("web.rrd is damaged",
                "set aside as web.rrd.damaged-")).anySatisfy(
                        sentence -> assertThat(sentence).contains("web.usage is damaged"));
    }

    @Test
    void a_file_of_a_newer_version_is_left_alone_and_said() throws IOException {
        Path lines = home.resolve("history/web.usage");
        Files.createDirectories(lines.getParent());
        Files.writeString(lines, "dpm-usage 2\n", StandardCharsets.US_ASCII);

        sample(SECOND, 10, 100);

        assertThat(history.flush()).hasValueSatisfying(
                sentence -> assertThat(sentence).contains("web uses is kept in memory only", "newer dpm-runner"));
        assertThat(lines).hasContent("dpm-usage 2");
        assertThat(known(history.recent(WEB).points())).isEqualTo(1);
    }

    @Test
    void where_nothing_can_be_written_the_last_hour_is_shown_from_memory() throws IOException {
        Files.writeString(home.resolve("history"), "a file in the folder's place", StandardCharsets.US_ASCII);
        for (int i = 0; i < 4000; i++) {
            sample(SECOND, 10, 100);
        }

        assertThat(history.flush()).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains("cannot be written to", "the last hour is kept in memory"));
        Files.delete(home.resolve("history"));

        assertThat(history.flush()).as("written when it can be").isEmpty();
        history = anew();
        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(3600);
    }

    @Test
    void without_a_home_everything_stays_in_memory() throws IOException {
        history = new UsageHistory(Optional.empty(), wall, findings::add);
        samples(120, SECOND, 10, 100);

        assertThat(known(last(Duration.ofHours(1), SECOND))).isEqualTo(120);
        assertThat(known(last(Duration.ofDays(1), MINUTE))).isEqualTo(2);
    }

    @Test
    void two_samples_in_one_second_of_the_wall_clock_are_two_seconds() throws IOException {
        wall.set(BEGIN.plusMillis(990));
        for (int i = 0; i < 60; i++) {
            // the wall clock is alternately a little before and a little after the full second
            Duration jitter = Duration.ofMillis(i % 2 == 0 ? 1020 : 980);
            pass(jitter);
            history.add(WEB, monotonic, SECOND, OptionalDouble.of(10), 100);
        }

        assertThat(known(last(Duration.ofMinutes(15), SECOND))).isEqualTo(60);
    }

    @Test
    void a_clock_set_back_a_little_is_waited_for() throws IOException {
        samples(60, SECOND, 10, 100);
        wall.advance(Duration.ofSeconds(-30));
        samples(30, SECOND, 20, 200);
        samples(30, SECOND, 30, 300);

        List<Point> points = last(Duration.ofMinutes(15), SECOND);
        assertThat(known(points)).isBetween(90L, 92L);
        assertThat(points).filteredOn(point -> point.cpuMaximum() == 20).hasSizeLessThanOrEqualTo(2);
        assertThat(findings).isEmpty();
    }

    @Test
    void a_clock_set_back_far_begins_a_new_history() throws IOException {
        wall.set(Instant.parse("2030-01-01T00:00:00Z"));
        samples(1800, SECOND, 10, 100);
        wall.set(BEGIN);
        samples(60, SECOND, 20, 200);

        assertThat(known(last(Duration.ofMinutes(15), SECOND))).isEqualTo(60);
        assertThat(findings).singleElement().satisfies(
                sentence -> assertThat(sentence).contains("reaches into the future: the clock was set back"));
    }

    @Test
    void a_clock_set_back_while_no_runner_looked_begins_a_new_history_too() throws IOException {
        wall.set(Instant.parse("2030-01-01T00:00:00Z"));
        samples(1830, SECOND, 10, 100);
        wall.set(BEGIN);
        history = anew();
        samples(60, SECOND, 20, 200);

        assertThat(known(last(Duration.ofMinutes(15), SECOND))).isEqualTo(60);
        assertThat(findings).isNotEmpty();
    }

    @Test
    void a_clock_set_forward_leaves_a_gap() throws IOException {
        samples(60, SECOND, 10, 100);
        wall.advance(Duration.ofSeconds(100));
        samples(60, SECOND, 20, 200);

        List<Point> points = last(Duration.ofMinutes(15), SECOND);
        assertThat(points.get(899).cpuAverage()).isEqualTo(20);
        assertThat(points.get(899 - 60).cpuAverage()).as("it speaks of the step over").isEqualTo(20);
        assertThat(points.get(0).cpuAverage()).isNaN();
    }

    @Test
    void what_nobody_knows_any_more_is_deleted_after_its_retention() throws IOException {
        samples(60, SECOND, 10, 100);
        Path lines = home.resolve("history/web.usage");
        Files.setLastModifiedTime(lines, FileTime.from(wall.instant().minus(Duration.ofDays(6))));

        history.trim(name -> false, Duration.ofDays(7));
        assertThat(lines).exists();
        Files.setLastModifiedTime(lines, FileTime.from(wall.instant().minus(Duration.ofDays(8))));
        history.trim(name -> name.equals("web"), Duration.ofDays(7));
        assertThat(lines).exists();
        history.trim(name -> false, Duration.ofDays(7));

        try (Stream<Path> left = Files.list(home.resolve("history"))) {
            assertThat(left).isEmpty();
        }
    }
}
