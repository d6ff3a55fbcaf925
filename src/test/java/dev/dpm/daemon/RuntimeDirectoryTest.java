package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void dpm_home_wins_over_home() throws Exception {
        assertThat(RuntimeDirectory.of(Map.of("DPM_HOME", "/srv/dpm", "HOME", "/home/u"), folder).path())
                .isEqualTo(Path.of("/srv/dpm"));
        assertThat(RuntimeDirectory.of(Map.of("HOME", "/home/u"), folder).path()).isEqualTo(Path.of("/home/u/.dpm"));
        assertThat(RuntimeDirectory.of(Map.of("DPM_HOME", " ", "HOME", "/home/u"), folder).path())
                .isEqualTo(Path.of("/home/u/.dpm"));
    }

    @Test
    void relative_dpm_home_is_relative_to_the_callers_folder() throws Exception {
        assertThat(RuntimeDirectory.of(Map.of("DPM_HOME", "here"), folder).path()).isEqualTo(folder.resolve("here"));
    }

    @Test
    void says_what_to_set_where_neither_is_set() {
        assertThatThrownBy(() -> RuntimeDirectory.of(Map.of(), folder)).isInstanceOf(HomeFault.class)
                .hasMessageContaining("set DPM_HOME");
    }

    @Test
    void naming_creates_nothing_and_creating_is_for_the_owner_alone() throws Exception {
        RuntimeDirectory home = RuntimeDirectory.of(Map.of("DPM_HOME", folder.resolve("a/b").toString()), folder);
        assertThat(folder.resolve("a")).doesNotExist();

        home.create();
        home.create();

        for (Path path : new Path[]{home.path(), home.lib(), home.targetStates(), home.targetLogs()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file/home", "file/a/b"})
    void a_file_where_the_home_should_be_is_what_every_sentence_names(String at) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve(at));
        String sentence = "the home folder " + home + " cannot be used: " + file
                + " is no folder; set DPM_HOME to a folder you may write";

        assertThatThrownBy(home::create).isInstanceOf(HomeFault.class).hasMessage(sentence);
        assertThatThrownBy(() -> new RecordFile(home).read()).isInstanceOf(HomeFault.class).hasMessage(sentence);
        assertThatThrownBy(() -> LastKnown.read(home)).isInstanceOf(HomeFault.class).hasMessage(sentence);
        assertThatThrownBy(() -> KnownIncident.read(home)).isInstanceOf(HomeFault.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx--x---", "rwxrwxrwx"})
    void a_home_that_is_open_to_others_is_closed(String mode) throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("home"));
        Files.createDirectory(home.path());
        for (int round = 0; round < 2; round++) {
            Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString(mode));
            home.create();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path())))
                    .isEqualTo("rwx------");
            Files.writeString(home.tokenFile(), "of a home that has been used");
        }
    }

    @Test
    void a_home_in_which_somebody_put_a_token_before_the_first_start_is_closed() throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("prepared"));
        Files.createDirectory(home.path());
        Files.writeString(home.tokenFile(), "chosen by its owner");
        Files.createDirectory(home.logs());
        Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

        home.create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path()))).isEqualTo("rwx------");
    }

    @Test
    void a_folder_of_other_things_that_is_open_to_others_is_refused_and_left_alone() throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("project"));
        Files.createDirectory(home.path());
        Files.writeString(home.path().resolve("notes.txt"), "mine");
        Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(home::create).isInstanceOf(HomeFault.class).hasMessageContaining("rwxr-xr-x")
                .hasMessageContaining("chmod 700").hasMessageContaining(home.path().toString());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path()))).isEqualTo("rwxr-xr-x");
        assertThat(home.path()).isDirectoryNotContaining("glob:**/lib");
        Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString("rwx------"));
        home.create();
        assertThat(home.lib()).isDirectory();
    }

    @Test
    void home_that_cannot_be_made_is_a_sentence() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new RuntimeDirectory(file.resolve("home")).create()).isInstanceOf(HomeFault.class)
                .hasMessageContaining(file.resolve("home").toString()).hasMessageContaining("set DPM_HOME");
        assertThatThrownBy(() -> RuntimeDirectory.nowhere().create()).isInstanceOf(HomeFault.class);
    }

    @Test
    void the_key_of_its_cookies_is_the_same_before_and_after_it_is_made() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("link/a/b"));
        String before = home.cookieKey();

        home.create();

        assertThat(home.cookieKey()).isEqualTo(before)
                .isEqualTo(new RuntimeDirectory(folder.resolve("real/a/b")).cookieKey())
                .isNotEqualTo(new RuntimeDirectory(folder.resolve("real/a/c")).cookieKey());
    }
}
