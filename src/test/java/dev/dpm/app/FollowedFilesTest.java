package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;

class FollowedFilesTest {

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private Path file;
    private FollowedFiles followed;
    private CommandResult answer = CommandResult.of(Outcome.DONE, "nothing has changed");
    private int reloads;

    @BeforeEach
    void mount() throws IOException {
        // makes the files and links that a kubelet makes for a ConfigMap
        bring("..1", "one");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        file = Files.createSymbolicLink(folder.resolve("dpm.yaml"), Path.of("..data/dpm.yaml"));
        followed = new FollowedFiles(() -> Set.of(file), () -> {
            reloads++;
            return answer;
        }, notes::add);
        settle();
    }

    @Test
    void what_changed_before_the_first_look_is_not_missed_and_nothing_new_is_not_told() {
        assertThat(reloads).isEqualTo(1);
        assertThat(notes).isEmpty();
        settle();
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void warnings_about_what_has_not_changed_are_not_told_again() throws IOException {
        answer = CommandResult.of(Outcome.DONE, "nothing has changed").warning(List.of("dpm.yaml line 2: odd"));

        swap("..2", "two");
        settle();
        assertThat(notes).isEmpty();

        answer = CommandResult.of(Outcome.DONE, "changed web").warning(List.of("dpm.yaml line 2: odd"));
        swap("..3", "three");
        settle();
        assertThat(notes).singleElement().asString().contains("changed web", "WARNING dpm.yaml line 2: odd");
    }

    @Test
    void the_swap_of_a_mounted_config_map_is_applied_once() throws IOException {
        answer = CommandResult.of(Outcome.DONE, "changed web: memory_threshold from 90% to 80%");

        swap("..2", "two");
        settle();
        settle();

        assertThat(reloads).isEqualTo(2);
        assertThat(notes).containsExactly("a configuration file changed and was applied: changed web: memory_threshold "
                + "from 90% to 80%");
    }

    /**
     * Another file takes the place of the first one. Its content differs, but its size and its time of modification do
     * not.
     */
    @Test
    void a_swap_that_leaves_size_and_time_alone_is_noticed() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        bring("..2", "eno");
        Files.setLastModifiedTime(folder.resolve("..2/dpm.yaml"), time);
        link("..2");
        settle();

        assertThat(reloads).isEqualTo(2);
    }

    @Test
    void an_edit_in_place_is_applied_when_it_has_come_to_rest() throws IOException {
        Files.writeString(file, "one and");
        followed.look();
        Files.writeString(file, "one and a half");
        followed.look();
        assertThat(reloads).as("somebody writes still").isEqualTo(1);

        followed.look();
        assertThat(reloads).isEqualTo(2);
    }

    @Test
    void a_file_with_a_fault_is_told_once_and_the_next_good_one_is_applied() throws IOException {
        answer = CommandResult.of(Outcome.INVALID, "dpm.yaml:3: x is not an option\nnothing was changed");
        swap("..2", "two");
        settle();
        settle();
        assertThat(notes).singleElement().asString().contains("cannot be applied", "dpm.yaml:3", "nothing was changed");

        answer = CommandResult.of(Outcome.DONE, "changed web: cpu_threshold from 90% to 80%");
        swap("..3", "three");
        settle();
        assertThat(notes).hasSize(2).last().asString().contains("was applied");
    }

    @Test
    void a_file_that_is_missing_for_a_moment_is_waited_for() throws IOException {
        Files.delete(file);
        settle();
        assertThat(reloads).isEqualTo(1);

        Files.writeString(file, "no link any more");
        settle();
        assertThat(reloads).isEqualTo(2);
    }

    private void settle() {
        followed.look();
        followed.look();
    }

    private void bring(String version, String content) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("dpm.yaml"), content);
    }

    private void swap(String version, String content) throws IOException {
        bring(version, content);
        link(version);
    }

    private void link(String version) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(version));
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
