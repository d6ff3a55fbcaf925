package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Tries;

/** Reads random files. The reader must return a result in bounded time, and never throw an exception. */
class YamlConfigReaderFuzzTest {

    private static final List<String> PIECES = List.of("targets:", "defaults:", "port:", "command", "args", "env", "a",
            "web", ": ", ":", "\n",
            "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "<<", "? ", "|", ">", "'", "\"", "\\x1f",
            "\\U0011ffff", "#", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x", "!!binary ", "!", "~", "5", "80.0",
            "off", "\t", "\r\n", "\u0085", "\u2028", "ä", "\uD83D\uDE00", "\0", " ");

    private static Path file;

    @BeforeAll
    static void create() throws IOException {
        file = Files.createTempFile("dpm-fuzz", ".yaml");
    }

    @AfterAll
    static void delete() throws IOException {
        Files.delete(file);
    }

    @Test
    void answers_any_bytes() {
        Tries.of(500).check(any -> answers(any.bytes(300)));
    }

    @Test
    void answers_any_text() {
        Tries.of(500).check(any -> answers(any.text(300).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void answers_what_looks_like_yaml() {
        Tries.of(1500).check(any -> answers(
                String.join("", any.list(60, () -> any.of(PIECES))).getBytes(StandardCharsets.UTF_8)));
    }

    private static void answers(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Reading reading = Assertions.assertTimeout(Duration.ofSeconds(60), () -> new YamlConfigReader().read(file));

        assertThat(reading.file().isPresent() || !reading.faults().isEmpty()).isTrue();
        assertThat(reading.faults()).hasSizeLessThanOrEqualTo(100).allSatisfy(fault -> {
            assertThat(fault.place()).startsWith(file.getFileName().toString());
            assertThat(fault.sentence()).isNotBlank().doesNotContain("\n");
        });
    }
}
