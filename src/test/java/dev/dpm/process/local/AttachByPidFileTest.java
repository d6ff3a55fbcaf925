package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.Sighting;

/** Tests a pid file that is no regular file. Opening a pipe, for example, would hang the search for the target. */
@Timeout(20)
class AttachByPidFileTest {

    @TempDir
    private Path folder;

    private static Sighting look(Path file) {
        return new LocalAttacher("home", process -> Duration.ZERO).look(new AttachSelector(Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(file)), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "link to a pipe", "folder", "device"})
    void what_is_no_file_is_refused_at_once(String kind) throws Exception {
        Path made = folder.resolve("made");
        if (kind.equals("folder")) {
            Files.createDirectory(made);
        } else if (kind.equals("device")) {
            Files.createSymbolicLink(made, Path.of("/dev/zero"));
        } else {
            assertThat(new ProcessBuilder("mkfifo", made.toString()).start().waitFor()).isZero();
        }
        Path file = kind.equals("link to a pipe") ? Files.createSymbolicLink(folder.resolve("link"), made) : made;

        assertThat(look(file)).isEqualTo(new Sighting.Nothing("the pid file " + file
                + " is a folder, a pipe or a device"));
        assertThat(PidFile.read(file)).as("as the pid file of a program that was launched").isEmpty();
    }
}
