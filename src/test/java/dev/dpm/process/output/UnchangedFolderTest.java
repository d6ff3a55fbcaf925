package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedFolderTest {

    @TempDir
    private Path folder;
    private Stage stage;

    @BeforeEach
    void write() throws IOException {
        stage = new Stage(folder);
        stage.write(Stage.lines(0, 10));
    }

    /** Sets the times of all files as if nothing had changed for a minute. */
    private void age() throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private UnchangedFolder remembered() throws IOException {
        UnchangedFolder quiet = new UnchangedFolder(folder);
        quiet.remember(quiet.stamp(), List.of(stage.live()), List.of(160L));
        return quiet;
    }

    @Test
    void is_still_until_a_file_grows_comes_or_goes() throws IOException {
        age();
        assertThat(remembered().isStill()).isTrue();

        UnchangedFolder grown = remembered();
        stage.write("x");
        assertThat(grown.isStill()).as("grown").isFalse();

        age();
        UnchangedFolder other = new UnchangedFolder(folder);
        other.remember(other.stamp(), List.of(stage.live()), List.of(161L));
        assertThat(other.isStill()).isTrue();
        Files.writeString(folder.resolve("new.log"), "");
        assertThat(other.isStill()).as("a file came").isFalse();
    }

    @Test
    void is_not_sure_of_a_folder_that_changed_a_moment_ago() throws IOException {
        assertThat(remembered().isStill()).isFalse();
    }

    @Test
    void what_was_quiet_is_rotated_once_it_grows() throws IOException {
        OutputKeeper keeper = new OutputKeeper(folder, Stage.quietRemoval(),
                new RotationLimits(1600, 3, Duration.ofDays(7)), stage, stage);
        age();
        keeper.look();
        keeper.look();
        assertThat(stage.names()).containsExactly("web.log");

        stage.write(Stage.lines(10, 200));
        keeper.look();

        assertThat(stage.told).contains("web REMOVE");
        assertThat(Stage.lines(0, 200)).isEqualTo(stage.all());
    }

    @Test
    void smaller_limits_are_in_force_where_nobody_writes() throws IOException {
        OutputKeeper keeper = new OutputKeeper(folder, Stage.quietRemoval(),
                new RotationLimits(1600, 3, Duration.ofDays(7)), stage, stage);
        age();
        keeper.look();
        keeper.look();

        keeper.limit(OutputLimits.ofAll(new RotationLimits(64, 3, Duration.ofDays(7))));
        keeper.look();

        assertThat(stage.told).contains("web REMOVE");
    }

    @Test
    void another_folder_with_the_same_time_is_not_still() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("logs"), Files.createDirectory(folder.resolve("a")));
        Path other = Files.createDirectory(folder.resolve("b"));
        FileTime minuteAgo = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(link, minuteAgo);
        Files.setLastModifiedTime(other, minuteAgo);
        UnchangedFolder quiet = new UnchangedFolder(link);
        quiet.remember(quiet.stamp(), List.of(), List.of());
        assertThat(quiet.isStill()).isTrue();

        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertThat(quiet.isStill()).isFalse();
    }

    /** logrotate with {@code create} replaces a log to which nothing was written yet by another empty file. */
    @Test
    void another_file_of_the_same_length_is_not_still() throws IOException {
        Path log = Files.createFile(Files.createDirectory(folder.resolve("elsewhere")).resolve("web.log"));
        age();
        UnchangedFolder quiet = new UnchangedFolder(folder);
        quiet.remember(quiet.stamp(), List.of(log), List.of(0L));
        assertThat(quiet.isStill()).isTrue();

        Files.move(log, log.resolveSibling("web.log.1"));
        Files.createFile(log);

        assertThat(quiet.isStill()).isFalse();
    }
}
