package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.process.WholeFile.Outlives;

class WholeFileTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state");
    }

    private Path draft() {
        return folder.resolve(".state.tmp");
    }

    @ParameterizedTest
    @EnumSource
    void the_new_content_takes_the_place_of_the_old(Outlives outlives) throws IOException {
        Files.writeString(file(), "before");

        WholeFile.replace(file(), draft(), "after".getBytes(StandardCharsets.UTF_8), outlives);

        assertThat(file()).hasContent("after");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(draft()).doesNotExist();
    }

    @Test
    void a_copy_takes_the_place_of_the_old_content_for_its_owner_alone() throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "x".repeat(100_000));
        Files.writeString(file(), "before");
        Files.writeString(draft(), "half of a");

        WholeFile.copy(from, file(), draft());

        assertThat(file()).hasSameBinaryContentAs(from);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(draft()).doesNotExist();
    }

    @Test
    void a_copy_that_fails_leaves_the_old_content_and_no_draft() throws IOException {
        Files.writeString(file(), "before");

        assertThatThrownBy(() -> WholeFile.copy(folder, file(), draft())).isInstanceOf(IOException.class);

        assertThat(file()).hasContent("before");
        assertThat(draft()).doesNotExist();
    }

    @Test
    void a_disk_that_refuses_leaves_the_old_content_and_no_draft() throws IOException {
        Files.writeString(file(), "before");

        assertThatThrownBy(() -> WholeFile.replace(file(), draft(), out -> {
            out.write('a');
            throw new IOException("No space left on device");
        }, Outlives.RUNNER)).hasMessage("No space left on device");

        assertThat(file()).hasContent("before");
        assertThat(draft()).doesNotExist();
    }

    @Test
    void a_draft_that_a_dead_process_left_is_in_nobodys_way() throws IOException {
        Files.writeString(draft(), "half of a");

        WholeFile.replace(file(), draft(), "whole".getBytes(StandardCharsets.UTF_8), Outlives.RUNNER);

        assertThat(file()).hasContent("whole");
        assertThat(draft()).doesNotExist();
    }
}
