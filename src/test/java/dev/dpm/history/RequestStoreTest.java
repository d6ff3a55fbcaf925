package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.StartRequest;

class RequestStoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T21:46:02Z"), ZoneOffset.UTC);
    private static final Optional<Path> OWN = Optional.of(Path.of("/srv/ä b.yaml"));

    @TempDir
    Path home;

    private Path file() {
        return home.resolve("state/requests.properties");
    }

    private RequestStore store() {
        return new RequestStore(file(), CLOCK);
    }

    private static StartRequest request(String file) {
        return new StartRequest(true, Optional.empty(), Map.of("config", file, "max_restarts", "3"), List.of(),
                Path.of("/home/u"), "0027", Map.of("PATH", "/bin", "LINES", "one\ntwo=\u001f", "Ü", "&"));
    }

    @Test
    void what_is_saved_is_loaded_again_in_its_order() throws IOException {
        List<StartRequest> requests = IntStream.range(0, 12).mapToObj(i -> request(i + ".yaml")).toList();
        assertThat(store().load()).isEqualTo(new RequestStore.Loaded(List.of(), List.of()));

        store().save(OWN, List.of(request("old.yaml")));
        store().save(OWN, requests);

        assertThat(store().load()).isEqualTo(new RequestStore.Loaded(requests, List.of()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(Files.readString(file())).contains("schema=1\n", "runner_file=/srv/\\u00E4 b.yaml\n");
        try (Stream<Path> all = Files.list(file().getParent())) {
            assertThat(all).containsExactly(file());
        }
    }

    @Test
    void a_file_of_a_newer_version_is_refused_and_not_touched() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "schema=2\nwhatever=1\n");

        assertThatThrownBy(() -> store().refuseNewer()).isInstanceOf(NewerSchema.class)
                .hasMessage(file() + " was written by a newer dpm-runner (schema 2); nothing was touched");
        assertThatThrownBy(() -> store().load()).isInstanceOf(NewerSchema.class);
        assertThat(file()).hasContent("schema=2\nwhatever=1\n");
    }

    @Test
    void a_damaged_file_is_set_aside() throws IOException {
        store().save(OWN, List.of(request("a.yaml")));
        String whole = Files.readString(file());
        for (String damaged : List.of(whole.substring(0, whole.length() - 20), whole.replace("0027", "0022"), "",
                "request.0=\\uxxxx")) {
            Files.writeString(file(), damaged);
            store().refuseNewer();

            RequestStore.Loaded loaded = store().load();

            assertThat(loaded.requests()).isEmpty();
            assertThat(loaded.findings()).singleElement().asString().startsWith(file() + " is damaged: ")
                    .contains("it was set aside as requests.properties.damaged-20261122T214602");
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void a_disk_that_refuses_is_a_sentence_and_leaves_what_was_there() throws IOException {
        Files.createDirectories(file().resolve("in-the-way"));

        assertThatThrownBy(() -> store().save(OWN, List.of(request("a.yaml")))).isInstanceOf(IOException.class)
                .hasMessageStartingWith("who gave the configuration files cannot be written to " + file() + ": ");
        try (Stream<Path> all = Files.list(file().getParent())) {
            assertThat(all).containsExactly(file());
        }
    }
}
