package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativePathsTest {

    /** A byte 0xE9 that is no UTF-8. */
    private static final String LONE = "\uDCE9";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/plain", "/a b/%41?#", "/grüße", "/gr" + LONE, "/gr" + LONE + "/../ü", LONE,
            "a/" + LONE + "/b",
            "", "./" + LONE, "//twice/" + LONE})
    void leads_there_and_back(String text) {
        Path path = NativePaths.of(text);

        assertThat(NativePaths.text(path)).isEqualTo(text.replace("//", "/"));
        assertThat(path.isAbsolute()).isEqualTo(text.startsWith("/"));
    }

    @Test
    void names_a_file_whose_name_is_no_utf_8() throws IOException {
        Path made = Files.createDirectory(NativePaths.resolve(folder, "d" + LONE));
        Files.writeString(made.resolve("file"), "content");

        assertThat(folder.resolve("d\uFFFD")).doesNotExist();
        assertThat(made.toUri().getRawPath()).endsWith("/d%E9/");
        assertThat(Files.readString(NativePaths.of(NativePaths.text(made) + "/file"))).isEqualTo("content");
        assertThat(NativePaths.shown(made)).endsWith("/d\\xE9");
    }

    @Test
    void refuses_a_nul_as_paths_do() {
        assertThatThrownBy(() -> NativePaths.of("/a\0" + LONE)).isInstanceOf(InvalidPathException.class);
    }
}
