package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Assertions;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file: an answer, in time, and no exception. */
class YamlConfigReaderFuzzTest {

    private static Path file;

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempFile("dpm-fuzz", ".yaml");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 500)
    void answers_any_bytes(@ForAll @Size(max = 300) byte[] bytes) throws IOException {
        answers(bytes);
    }

    @Property(tries = 500)
    void answers_any_text(@ForAll String text) throws IOException {
        answers(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1500)
    void answers_what_looks_like_yaml(@ForAll("pieces") List<String> pieces) throws IOException {
        answers(String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("targets:", "defaults:", "port:", "command", "args", "env", "a", "web", ": ", ":", "\n",
                "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "<<", "? ", "|", ">", "'", "\"", "\\x1f",
                "\\U0011ffff", "#", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x", "!!binary ", "!", "~", "5", "80.0",
                "off", "\t", "\r\n", "\u0085", "\u2028", "ä", "\uD83D\uDE00", "\0", " ").list().ofMaxSize(60);
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
