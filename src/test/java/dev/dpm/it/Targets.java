package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One daemon that several tests share, each with targets of its own. */
public final class Targets implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Product product = new Product();
    private final String api;

    /** Starts a daemon with an idle target called {@code keeper}. */
    public Targets() {
        product.script("probe.sh", """
                #!/bin/sh
                pwd > $OUT.cwd
                env > $OUT.env
                echo "$0 $*" > $OUT.args
                readlink /proc/$$/fd/0 > $OUT.stdin
                # its stdout by another number: for the time of a command, a shell may redirect its own
                exec 3>&1
                readlink /proc/$$/fd/3 > $OUT.stdout
                exec 3>&-
                echo ready > $OUT
                exec sleep 1000
                """);
        product.dpm("start", "--name", "keeper", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        api = product.status().path("runner").path("console").asText() + "api/v1/";
    }

    Product product() {
        return product;
    }

    /** Starts a target; the words are added after {@code start --name NAME --start_seconds 0}. */
    Product.Result start(String name, String... words) {
        List<String> all = new ArrayList<>(List.of("start", "--name", name, "--start_seconds", "0"));
        all.addAll(List.of(words));
        return product.dpm(all.toArray(String[]::new));
    }

    /** The target in the JSON of {@code status --json}, read from the daemon, which is faster than a command. */
    JsonNode target(String name) {
        return json("status?name=" + name).path("targets").path(0);
    }

    /** The events of one type about a target, as {@code events --json} shows them. */
    List<JsonNode> events(String name, String type) {
        List<JsonNode> events = new ArrayList<>();
        json("events?limit=1000&target=" + name).forEach(events::add);
        events.removeIf(event -> !event.path("type").asText().equals(type));
        return events;
    }

    private JsonNode json(String question) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(api + question).toURL().openConnection();
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(30_000);
            connection.setRequestProperty("Accept", "application/json");
            connection.setRequestProperty("Authorization",
                    "Bearer " + read(product.home().resolve("token")).strip());
            try (InputStream in = connection.getInputStream()) {
                return JSON.readTree(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode awaitState(String name, String state) {
        Product.await(PATIENCE, () -> assertThat(target(name).path("state").asText()).isEqualTo(state));
        return target(name);
    }

    /** Waits until there are at least {@code count} events, and returns them. */
    List<JsonNode> awaitEvents(String name, String type, int count) {
        Product.await(PATIENCE, () -> assertThat(events(name, type)).as("%s of %s", type, name)
                .hasSizeGreaterThanOrEqualTo(count));
        return events(name, type);
    }

    /** Waits until a target has written a file, and reads the file. */
    String awaitFile(String name) {
        Path file = product.folder().resolve(name);
        Product.await(PATIENCE, () -> assertThat(Files.readString(file)).isNotEmpty());
        return read(file).strip();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The seconds of wall-clock time from one event to another. */
    static double seconds(JsonNode from, JsonNode to) {
        return Duration.between(Instant.parse(from.path("time").asText()), Instant.parse(to.path("time").asText()))
                .toMillis() / 1000.0;
    }

    @Override
    public void close() {
        try {
            product.dpm("stop", "--yes");
            assertThat(product.living()).as("processes left behind").isEmpty();
        } finally {
            product.close();
        }
    }
}
