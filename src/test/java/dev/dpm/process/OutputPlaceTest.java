package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_that_exists_or_can_be_made_is_no_fault() {
        assertThat(OutputPlace.folderFault(folder.resolve("a.log"))).isEmpty();
        assertThat(OutputPlace.folderFault(folder.resolve("new/er/a.log"))).isEmpty();
        assertThat(folder.resolve("new")).as("nothing is made").doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_made_is_a_fault() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(OutputPlace.folderFault(file.resolve("below/a.log")))
                .contains("is in a folder that does not exist and cannot be made in " + file);
        assertThat(OutputPlace.folderFault(file.resolve("a.log")))
                .contains("is below " + file + ", which is no folder");
        assertThat(OutputPlace.folderFault(Path.of("/proc/nope/a.log")))
                .contains("is in a folder that does not exist and cannot be made in /proc");
        assertThat(OutputPlace.folderFault(Path.of("/sys/nope/er/a.log"))).hasValueSatisfying(
                why -> assertThat(why).endsWith("cannot be made in /sys"));
    }
}
