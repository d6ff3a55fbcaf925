package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which bytes arrive at a program. The kernel tells them: {@code cat} prints its own {@code /proc} entries. */
class ExactCommandTest {

    private static final Path ENV = Path.of("/usr/bin/env");

    @TempDir
    Path folder;

    @Test
    void leaves_to_java_what_java_can() {
        List<String> command = List.of("/bin/echo", "plain");

        assertThat(ExactCommand.of(command)).isSameAs(command);
    }

    @Test
    void hands_on_every_byte_but_nul() throws Exception {
        byte[] all = new byte[255];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1);
        }
        String word = NativeText.decode(all);

        byte[] seen = run(ExactCommand.of(List.of("/bin/cat", "/proc/self/cmdline", "/dev/null/" + word)));

        assertThat(seen).containsSubsequence(all);
        assertThat(HexFormat.of().formatHex(seen)).contains("002f6465762f6e756c6c2f" + HexFormat.of().formatHex(all));
    }

    @Test
    void hands_on_more_than_one_word_of_a_shell_can_hold() throws Exception {
        String word = "ü".repeat(60_000) + "\uDCE9";

        byte[] seen = run(ExactCommand.of(List.of("/bin/cat", "/proc/self/cmdline", word)));

        assertThat(new String(seen, java.nio.charset.StandardCharsets.ISO_8859_1)).endsWith(
                new String(NativeText.encode(word + "\0"), java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void gives_exactly_the_environment_and_the_folder() throws Exception {
        Path here = Files.createDirectory(NativePaths.resolve(folder, "it's \uDCE9"));
        Path out = NativePaths.resolve(folder, "out \uDCE9");
        Map<String, String> environment = Map.of("A", "\uDCE9\n'\\", "spring.profiles", "$HOME `id`", "-u", "x");

        run(ExactCommand.within(ENV, environment, here, Optional.of(out),
                List.of("/bin/sh", "-c", "cat /proc/$$/environ; readlink /proc/$$/cwd")));

        assertThat(NativeText.decode(Files.readAllBytes(out)).split("\0")).containsExactlyInAnyOrder("A=\uDCE9\n'\\",
                "spring.profiles=$HOME `id`", "-u=x", NativePaths.text(here.toRealPath()) + "\n");
    }

    private static byte[] run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] printed = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isLessThanOrEqualTo(1);
        return printed;
    }
}
