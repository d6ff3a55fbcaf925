package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRetentionTest {

    private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

    @TempDir
    private Path folder;

    private void file(String name, int daysAgo) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "text\n");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
    }

    private void enforce(int keep) throws IOException {
        new OutputRetention(folder, "known"::equals)
                .enforce(OutputLimits.ofAll(new RotationLimits(1000, keep, Duration.ofDays(7))), NOW);
    }

    @Test
    void old_and_surplus_files_go_of_known_targets_and_of_others() throws IOException {
        for (String name : new String[]{"known", "gone", "gone.log.1"}) {
            file(name + ".log", name.equals("gone.log.1") ? 1 : 30);
            file(name + ".log.1", 1);
            file(name + ".log.2", 8);
            file(name + ".log.4", 1);
        }
        enforce(3);

        assertThat(new Stage(folder).names()).containsExactly("gone.log.1", "gone.log.1.log", "gone.log.1.log.1",
                "known.log", "known.log.1");
    }

    @Test
    void nothing_is_left_of_a_target_that_is_gone_for_long_and_strangers_stay() throws IOException {
        file("gone.log", 30);
        file("gone.log.1", 30);
        file("gone.log.rotation", 30);
        file("gone.log.part-1", 30);
        file("Somebody's.log", 30);
        file("gone.log.gz", 30);
        enforce(3);

        assertThat(new Stage(folder).names()).containsExactly("Somebody's.log", "gone.log.gz");
    }

    @Test
    void a_folder_that_is_not_there_is_no_fault() throws IOException {
        new OutputRetention(folder.resolve("none"), name -> false)
                .enforce(OutputLimits.ofAll(new RotationLimits(1, 1, Duration.ofDays(7))), NOW);
        assertThat(folder).isEmptyDirectory();
    }
}
