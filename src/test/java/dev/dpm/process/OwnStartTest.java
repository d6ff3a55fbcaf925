package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnStartTest {

    @TempDir
    Path folder;

    @Test
    void takes_the_words_of_the_kernel_for_those_that_java_read() {
        List<String> words = List.of("java", "-jar", "dpm.jar", "run", "--", "gr\uDCE9", "");

        assertThat(OwnStart.arguments(words, "run", "--", "gr?", "")).containsExactly("run", "--", "gr\uDCE9", "");
    }

    @Test
    void takes_what_java_read_where_the_kernel_shows_less() {
        assertThat(OwnStart.arguments(List.of(), "run", "x")).containsExactly("run", "x");
    }

    @Test
    void splits_at_the_nuls_that_end_words() {
        byte[] bytes = "A=1\0\0B=é\0".getBytes(StandardCharsets.UTF_8);

        assertThat(OwnStart.split(bytes)).containsExactly("A=1", "", "B=é");
    }

    @Test
    void has_the_variables_of_this_process() {
        assertThat(OwnStart.environment()).containsEntry("PATH", System.getenv("PATH"));
    }

    @Test
    void takes_the_first_of_two_variables_and_drops_what_is_none() {
        assertThat(OwnStart.variables(List.of("A=1", "A=2", "none", "=C:=x", "B=")))
                .isEqualTo(Map.of("A", "1", "=C:", "x", "B", ""));
    }

    @Test
    void a_jvm_that_shall_speak_utf_8_remembers_what_its_caller_spoke() {
        Map<String, String> variables = new HashMap<>(Map.of("LC_ALL", "C"));

        OwnStart.speakUtf8(variables);
        OwnStart.speakUtf8(variables);

        assertThat(variables).containsEntry("LC_ALL", OwnStart.LOCALE)
                .containsEntry(OwnStart.CALLERS_LC_ALL, "C");
    }

    @Test
    void is_in_the_folder_that_pwd_names_where_that_leads_here() throws IOException {
        Path here = Files.readSymbolicLink(Path.of("/proc/self/cwd"));
        Path link = Files.createSymbolicLink(folder.resolve("current"), here);

        assertThat(OwnStart.folder(Map.of("PWD", link.toString()))).isEqualTo(link);
    }

    @Test
    void is_in_the_real_folder_where_pwd_leads_elsewhere_or_is_not_plain() throws IOException {
        Path here = Files.readSymbolicLink(Path.of("/proc/self/cwd"));

        for (String pwd : List.of("", ".", folder.toString(), folder + "/gone", here + "/.", "relative")) {
            assertThat(OwnStart.folder(Map.of("PWD", pwd))).as("PWD=" + pwd).isEqualTo(here);
        }
        assertThat(OwnStart.folder(Map.of())).isEqualTo(here);
    }
}
