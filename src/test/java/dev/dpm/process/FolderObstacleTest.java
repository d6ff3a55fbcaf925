package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObstacleTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_and_nothing_at_all_are_no_obstacle() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThat(FolderObstacle.at(folder)).isEmpty();
        assertThat(FolderObstacle.at(folder.resolve("link"))).isEmpty();
        assertThat(FolderObstacle.at(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void a_file_is_to_be_moved_away() throws Exception {
        Path file = Files.writeString(folder.resolve("logs"), "");

        assertThat(FolderObstacle.at(file)).contains(file + " is a file and no folder: move it away");
    }

    @Test
    void a_link_to_a_file_is_to_be_removed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path link = Files.createSymbolicLink(folder.resolve("logs"), file);

        assertThat(FolderObstacle.at(link))
                .contains(link + " is a symbolic link to a file and no folder: remove the link");
    }

    @Test
    void a_link_to_nothing_needs_its_folder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("logs"), folder.resolve("gone"));

        assertThat(FolderObstacle.at(link)).contains(link + " is a symbolic link to " + folder.resolve("gone")
                + ", which is no folder that can be reached: make that folder, or remove the link");
    }
}
