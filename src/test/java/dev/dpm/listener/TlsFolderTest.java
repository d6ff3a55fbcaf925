package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.operator.certificate.Keytool;

class TlsFolderTest {

    private static Map<String, String> made;

    @TempDir
    private Path place;
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> warnings = new ArrayList<>();
    private TlsFolder folder;
    private int writes;

    @BeforeAll
    static void make() throws Exception {
        made = new Keytool(Set.of("sidecar.dpm.dev")).made().data();
    }

    @BeforeEach
    void begin() {
        folder = new TlsFolder(place.resolve("fleet"), now::get, warnings::add);
    }

    @Test
    void nothing_is_served_before_all_three_are_there_and_nobody_complains() throws IOException {
        assertThat(folder.content()).isEmpty();
        Files.createDirectory(place.resolve("fleet"));
        write("tls.crt", made.get("tls.crt"));
        write("token", "t-1\n");
        later();
        assertThat(folder.content()).isEmpty();

        write("tls.key", made.get("tls.key"));
        assertThat(folder.content()).as("a look a second at most").isEmpty();
        later();

        assertThat(folder.content()).map(TlsFolder.Content::token).contains("t-1");
        assertThat(warnings).isEmpty();
    }

    @Test
    void what_is_broken_or_gone_leaves_what_was_there_before() throws IOException {
        sound();
        var before = folder.content().orElseThrow();

        write("tls.crt", "none");
        later();
        assertThat(folder.content()).contains(before);
        assertThat(warnings).singleElement().asString().contains("cannot be used for TLS");

        Files.delete(place.resolve("fleet/tls.key"));
        later();
        assertThat(folder.content()).contains(before);
    }

    /** Opening a pipe that has no writer would block, and keep every connection of the port waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "token"})
    @Timeout(60)
    void a_pipe_in_place_of_a_file_is_said_and_not_opened(String name) throws Exception {
        sound();
        var before = folder.content();
        Files.delete(place.resolve("fleet").resolve(name));
        assertThat(new ProcessBuilder("mkfifo", place.resolve("fleet").resolve(name).toString()).start().waitFor())
                .isZero();
        later();

        assertThat(folder.content()).isEqualTo(before);
        assertThat(warnings).singleElement().asString().contains(name + " is a folder, a pipe or a device");
    }

    @Test
    void an_empty_token_lets_nobody_in() throws IOException {
        Files.createDirectory(place.resolve("fleet"));
        write("tls.crt", made.get("tls.crt"));
        write("tls.key", made.get("tls.key"));
        write("token", " \n");
        later();

        assertThat(folder.content()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("the token is empty");
    }

    @Test
    void another_token_is_taken_up_and_shown_in_no_log() throws IOException {
        sound();
        write("token", "t-2");
        later();

        assertThat(folder.content()).map(TlsFolder.Content::token).contains("t-2");
        assertThat(folder.content().toString()).doesNotContain("t-2");
    }

    private void sound() throws IOException {
        Files.createDirectory(place.resolve("fleet"));
        write("tls.crt", made.get("tls.crt"));
        write("tls.key", made.get("tls.key"));
        write("token", "t-1");
        later();
    }

    /** Each file is a second younger than the one before, since clocks of file systems are coarse. */
    private void write(String name, String text) throws IOException {
        Path file = place.resolve("fleet").resolve(name);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + writes++)));
    }

    private void later() {
        now.addAndGet(Duration.ofSeconds(2).toNanos());
    }
}
