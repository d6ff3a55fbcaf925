package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveCacheTest {

    private static final String NAME = "dpm-runner-0.1.0-11111111.jar";

    @TempDir
    private Path folder;
    private ArchiveCache cache;
    private Program program;

    @BeforeEach
    void makeProgram() throws IOException {
        cache = new ArchiveCache(folder.resolve("cache/daemon"));
        program = new Program(Path.of("/java"), Files.writeString(folder.resolve("x.jar"), "jar"), "0.1.0");
    }

    /** Makes the folder of a home, and returns the path that the jar has in this home. */
    private Path home(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name)).resolve(NAME);
    }

    private Path homeWithJar(String name) throws IOException {
        return Files.writeString(home(name), "jar");
    }

    private void makeArchive(String content) throws IOException {
        Files.writeString(ClassArchive.of(cache.jar(Path.of(NAME))).file(), content);
    }

    private void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void a_new_home_shares_jar_and_archive_of_the_first() throws IOException {
        Path first = homeWithJar("first");
        assertThat(cache.take(first)).contains(cache.jar(first));
        assertThat(cache.lendArchive(first)).isFalse();
        makeArchive("classes");
        assertThat(cache.lendArchive(first)).isTrue();

        Path second = home("second");
        cache.lend(second, program);

        assertThat(Files.isSameFile(first, second)).as("Java 17 compares inodes").isTrue();
        assertThat(ClassArchive.of(second).file()).hasContent("classes");
        assertThat(folder.resolve("second")).isDirectoryNotContaining("glob:**.new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.folder()))).isEqualTo("rwx------");
    }

    @Test
    void an_archive_that_came_to_nothing_is_not_tried_in_the_next_home() throws IOException {
        cache.take(homeWithJar("first"));
        makeArchive("");

        Path second = home("second");
        cache.lend(second, program);

        assertThat(ClassArchive.of(second).isThere()).isTrue();
        assertThat(ClassArchive.of(second).flags()).isEmpty();
    }

    @Test
    void of_two_homes_that_copied_the_jar_the_second_keeps_its_archive_to_itself() throws IOException {
        cache.take(homeWithJar("first"));

        assertThat(cache.take(homeWithJar("second"))).isEmpty();
    }

    @Test
    void taking_a_jar_twice_changes_nothing() throws IOException {
        Path first = homeWithJar("first");
        cache.take(first);

        assertThat(cache.take(first)).contains(cache.jar(first));
        assertThat(cache.folder()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void a_jar_of_another_size_and_a_home_that_has_one_are_left_alone() throws IOException {
        cache.take(Files.writeString(home("first"), "another jar"));
        Path second = home("second");
        Path third = Files.writeString(home("third"), "own");

        cache.lend(second, program);
        cache.lend(third, program);

        assertThat(second).doesNotExist();
        assertThat(third).hasContent("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
    void a_folder_that_others_may_write_is_not_used(String mode) throws IOException {
        Path first = homeWithJar("first");
        cache.take(first);
        mode(cache.folder(), mode);
        Path second = home("second");

        cache.lend(second, program);

        assertThat(second).doesNotExist();
        assertThat(cache.take(first)).isEmpty();
    }

    @Test
    void files_that_others_may_write_are_not_used() throws IOException {
        Path first = homeWithJar("first");
        cache.take(first);
        makeArchive("classes");
        mode(ClassArchive.of(cache.jar(first)).file(), "rw-rw-rw-");
        Path second = home("second");
        cache.lend(second, program);
        mode(cache.jar(first), "rw-rw-rw-");
        Path third = home("third");
        cache.lend(third, program);

        assertThat(second).exists();
        assertThat(ClassArchive.of(second).isThere()).isFalse();
        assertThat(third).doesNotExist();
    }

    @Test
    void a_symbolic_link_in_the_place_of_a_jar_is_not_followed() throws IOException {
        Files.createDirectories(cache.folder());
        mode(cache.folder(), "rwx------");
        Files.createSymbolicLink(cache.jar(Path.of(NAME)), program.jar());
        Path home = home("home");

        cache.lend(home, program);

        assertThat(home).doesNotExist();
    }

    @Test
    void a_new_version_removes_jars_that_no_home_uses_any_more() throws IOException {
        Path gone = Files.writeString(folder.resolve("dpm-runner-0.0.1-11111111.jar"), "1");
        Path used = Files.writeString(folder.resolve("dpm-runner-0.0.2-22222222.jar"), "2");
        cache.take(gone);
        cache.take(used);
        Path archive = Files.writeString(ClassArchive.of(cache.jar(gone)).file(), "classes");
        Files.delete(gone);

        cache.take(homeWithJar("first"));

        assertThat(cache.jar(gone)).doesNotExist();
        assertThat(archive).doesNotExist();
        assertThat(cache.jar(used)).exists();
    }

    @Test
    void a_home_without_a_cache_has_a_copy() {
        assertThat(ArchiveCache.known()).isEmpty();
    }
}
