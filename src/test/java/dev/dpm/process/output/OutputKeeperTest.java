package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputKeeperTest {

    @TempDir
    private Path folder;
    private Stage stage;

    @BeforeEach
    void set() {
        stage = new Stage(folder);
    }

    private OutputKeeper keeper(HeadRemoval removal, long max, int keep) {
        return new OutputKeeper(folder, removal, new RotationLimits(max, keep, Duration.ofDays(7)), stage,
                stage);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_kept_is_the_end_of_what_was_written_without_a_gap(boolean removes) throws IOException {
        OutputKeeper keeper = keeper(removes ? Stage.quietRemoval() : Stage.none(), 1600, 3);
        int written = 0;
        for (int step : new int[]{10, 95, 30, 101, 250, 1, 99, 1000, 3, 100, 100, 120}) {
            stage.write(Stage.lines(written, written + step));
            written += step;
            keeper.look();

            String all = stage.all();
            assertThat(all.length()).as("bound").isLessThanOrEqualTo(4 * 1600 + step * 16);
            assertThat(Stage.lines(0, written)).endsWith(all);
            assertThat(all.length()).as("nothing is thrown away too early")
                    .isGreaterThanOrEqualTo(Math.min(written * 16, removes ? 3 * 1600 : 1600));
        }
        assertThat(stage.names()).contains("web.log", "web.log.1", "web.log.3", "web.log.rotation")
                .doesNotContain("web.log.4").noneMatch(name -> name.contains("part"));
        assertThat(stage.dropped).isPositive();
        assertThat(stage.told).contains("web " + (removes ? "REMOVE" : "EMPTY"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files(1)))).isEqualTo("rw-------");
    }

    private Path files(int number) {
        return stage.files().rotated(number);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void young_output_that_is_deleted_is_told_and_old_output_is_not(boolean removes) throws IOException {
        OutputKeeper keeper = keeper(removes ? Stage.quietRemoval() : Stage.none(), 1600, 2);
        for (int i = 0; i < 6; i++) {
            stage.write(Stage.lines(0, 101));
            keeper.look();
            for (Path rotated : stage.files().rotated().values()) {
                Files.setLastModifiedTime(rotated, FileTime.from(Instant.now().minusSeconds(90)));
            }
        }
        assertThat(stage.flooded).as("a minute and a half old").isZero();

        for (int i = 0; i < 6; i++) {
            stage.write(Stage.lines(0, 101));
            keeper.look();
        }
        assertThat(stage.flooded).as("written just now").isPositive();
        long before = stage.flooded;
        stage.write(Stage.lines(0, 2000));
        keeper.look();
        assertThat(stage.flooded - before).as("more at once than is kept").isGreaterThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keep_zero_throws_away(boolean removes) throws IOException {
        OutputKeeper keeper = keeper(removes ? Stage.quietRemoval() : Stage.none(), 1600, 0);
        stage.write(Stage.lines(0, 500));
        keeper.look();

        assertThat(stage.all().length()).isLessThanOrEqualTo(16);
        assertThat(Stage.lines(0, 500)).endsWith(stage.all());
        assertThat(stage.names()).containsExactly("web.log", "web.log.rotation");
        assertThat(stage.flooded).as("that is what was asked for").isZero();
    }

    @Test
    void a_lossy_file_system_is_said_once() throws IOException {
        OutputKeeper keeper = keeper(Stage.none(), 100, 2);
        for (int i = 0; i < 5; i++) {
            stage.write(Stage.lines(0, 20));
            keeper.look();
        }

        assertThat(stage.told).filteredOn(said -> said.contains("in that instant is lost")).hasSize(1);
        assertThat(stage.told).filteredOn("web EMPTY"::equals).hasSize(5);
    }

    /** Removes the heads of files, but fails for some files, as if the disk refused it. */
    private static HeadRemoval failingFor(Predicate<Path> files) {
        HeadRemoval able = Stage.quietRemoval();
        return new HeadRemoval() {
            @Override
            public OptionalLong unit(Path at) throws IOException {
                return able.unit(at);
            }

            @Override
            public void remove(Path file, long bytes) throws IOException {
                if (files.test(file)) {
                    throw new IOException("No space left on device");
                }
                able.remove(file, bytes);
            }
        };
    }

    @Test
    void a_failure_is_told_once_loses_nothing_and_is_tried_again() throws IOException {
        AtomicInteger failures = new AtomicInteger(2);
        OutputKeeper keeper = keeper(failingFor(file -> failures.getAndDecrement() > 0), 1600, 3);
        stage.write(Stage.lines(0, 150));
        for (int i = 0; i < 40; i++) {
            keeper.look();
        }

        assertThat(stage.told).hasSize(2);
        assertThat(stage.told.get(0)).contains("the output of web", "No space left on device", "nothing of it is lost");
        assertThat(stage.told.get(1)).isEqualTo("works again");
        assertThat(stage.all()).isEqualTo(Stage.lines(0, 150));
    }

    @Test
    void what_still_fails_is_named_when_the_one_named_before_works_again() throws IOException {
        Set<String> failing = new HashSet<>(Set.of("api", "web"));
        OutputKeeper keeper = keeper(
                failingFor(file -> failing.contains(file.getFileName().toString().replace(".log", ""))), 1600, 3);
        Files.writeString(folder.resolve("api.log"), Stage.lines(0, 150));
        stage.write(Stage.lines(0, 150));
        keeper.look();
        failing.remove("api");

        for (int i = 0; i < 15; i++) {
            keeper.look();
        }

        assertThat(stage.told).filteredOn(said -> said.startsWith("the output of")).satisfiesExactly(
                both -> assertThat(both).startsWith("the output of api ").endsWith("; there is trouble with web too"),
                one -> assertThat(one).startsWith("the output of web ").doesNotContain("api"));
    }

    @Test
    void a_target_may_have_limits_of_its_own() throws IOException {
        RotationLimits common = new RotationLimits(16_000, 3, Duration.ofDays(7));
        OutputKeeper keeper = keeper(Stage.quietRemoval(), 16_000, 3);
        stage.write(Stage.lines(0, 500));

        keeper.limit(new OutputLimits(common, Map.of("api", new RotationLimits(1600, 1, Duration.ofDays(7)))));
        keeper.look();
        assertThat(stage.all()).as("another target's").hasSize(8000);

        keeper.limit(new OutputLimits(common, Map.of("web", new RotationLimits(1600, 1, Duration.ofDays(7)))));
        keeper.look();
        assertThat(stage.all()).hasSize(1600 + 16);
    }

    @Test
    void other_limits_hold_from_the_next_look_on() throws IOException {
        OutputKeeper keeper = keeper(Stage.quietRemoval(), 16_000, 3);
        stage.write(Stage.lines(0, 500));
        keeper.look();
        assertThat(stage.names()).containsExactly("web.log");

        keeper.limit(OutputLimits.ofAll(new RotationLimits(1600, 1, Duration.ofDays(7))));
        keeper.look();
        assertThat(stage.all()).hasSize(1600 + 16);
    }

    @Test
    void what_is_no_regular_file_or_no_targets_is_left_alone() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), Stage.lines(0, 500));
        Files.createSymbolicLink(stage.live(), elsewhere);
        Files.writeString(folder.resolve("NOT A NAME.log"), Stage.lines(0, 500));
        keeper(Stage.quietRemoval(), 1600, 3).look();

        assertThat(stage.names()).containsExactly("NOT A NAME.log", "elsewhere", "web.log");
        assertThat(elsewhere).hasSize(8000);
    }

    @Test
    void a_folder_that_is_not_there_is_no_fault() {
        new OutputKeeper(folder.resolve("none"), Stage.none(), new RotationLimits(1, 1, Duration.ofDays(7)),
                stage, stage)
                .look();
        assertThat(stage.told).isEmpty();
    }
}
