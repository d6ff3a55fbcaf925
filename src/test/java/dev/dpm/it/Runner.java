package dev.dpm.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The daemon of a product. Requests go directly to its socket and its HTTP ports, which is much faster than commands,
 * so that a test can observe short-lived states.
 */
record Runner(Product product) {

    /** The longest wait for something that takes seconds on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final ObjectMapper JSON = new ObjectMapper();

    long pid() {
        return Long.parseLong(record("pid"));
    }

    /**
     * The stack of each thread of the runner, for the message of a failed test; or the reason why the stacks cannot be
     * read.
     */
    String threads() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asking = new ProcessBuilder(jcmd.toString(), record("pid"), "Thread.print")
                    .redirectErrorStream(true).start();
            try (InputStream said = asking.getInputStream()) {
                asking.onExit().orTimeout(20, TimeUnit.SECONDS).whenComplete((ended, late) -> asking.destroyForcibly());
                return new String(said.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The value of one key in the daemon's record. */
    String record(String key) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(product.home().resolve("daemon.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key, "");
    }

    JsonNode status() {
        return parse(atSocket("status", "application/json"));
    }

    JsonNode target(String name) {
        for (JsonNode target : status().path("targets")) {
            if (target.path("name").asText().equals(name)) {
                return target;
            }
        }
        throw new AssertionError("no target " + name + " in " + status());
    }

    long pidOf(String name) {
        return target(name).path("pid").asLong();
    }

    String stateOf(String name) {
        return target(name).path("state").asText();
    }

    /** The events of one target, oldest first. */
    List<JsonNode> events(String name) {
        String body = atSocket("events?limit=1000&target=" + name, "application/x-ndjson");
        return body.lines().map(Runner::parse).toList();
    }

    List<JsonNode> events(String name, String type) {
        return events(name).stream().filter(event -> event.path("type").asText().equals(type)).toList();
    }

    private String atSocket(String path, String accept) {
        try {
            Product.Http answer = new HomeSocket(product.home()).get(path, accept);
            org.assertj.core.api.Assertions.assertThat(answer.code()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError("the socket does not answer " + path, e);
        }
    }

    /** The types of one target's events, oldest first. */
    List<String> story(String name) {
        return events(name).stream().map(event -> event.path("type").asText()).toList();
    }

    /** The HTTP status of a probe, such as {@code group/target}. */
    int health(String probe) {
        return product.get(record("management") + "q/health/" + probe, false).code();
    }

    void awaitState(String name, String state) {
        Product.await(PATIENCE, () -> org.assertj.core.api.Assertions.assertThat(stateOf(name))
                .as(() -> name + ": " + target(name).path("reason").asText()).isEqualTo(state));
    }

    /** Waits until there are at least {@code count} events of a type, and returns them. */
    List<JsonNode> awaitEvents(String name, String type, int count) {
        List<JsonNode> seen = new ArrayList<>();
        Product.await(PATIENCE, () -> {
            seen.clear();
            seen.addAll(events(name, type));
            org.assertj.core.api.Assertions.assertThat(seen).as(() -> type + " in " + story(name))
                    .hasSizeGreaterThanOrEqualTo(count);
        });
        return seen;
    }

    static Instant time(JsonNode event) {
        return Instant.parse(event.path("time").asText());
    }

    static double secondsBetween(JsonNode first, JsonNode second) {
        return Duration.between(time(first), time(second)).toMillis() / 1000.0;
    }

    /** Sends SIGKILL to the daemon, and waits until its process has ended. */
    void kill() {
        long pid = pid();
        kill(pid, "KILL");
        Product.await(PATIENCE, () -> org.assertj.core.api.Assertions.assertThat(Product.isRunning(pid)).isFalse());
    }

    /**
     * Prepares a command that sends a signal. It uses the shell's builtin, since the program kill belongs to procps,
     * which some machines lack.
     */
    static ProcessBuilder killing(long pid, String signal) {
        return new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid));
    }

    /** Sends a signal to one process. */
    static void kill(long pid, String signal) {
        try {
            Process kill = killing(pid, signal).inheritIO().start();
            org.assertj.core.api.Assertions.assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The output of a target in its newest log file. */
    String outputOf(String name) {
        return read(product.home().resolve("logs/targets/" + name + ".log"));
    }

    /** The runner's own log. */
    String log() {
        return read(product.home().resolve("logs/runner.log"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    /** A page of the console. */
    Product.Http page(String path) {
        return ask(record("console") + path, "text/html");
    }

    Product.Http ask(String address, String accept) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(5000);
            // the first request starts the HTTP server, which takes time
            connection.setReadTimeout(60_000);
            connection.setRequestProperty("Accept", accept);
            connection.setRequestProperty("Authorization",
                    "Bearer " + Files.readString(product.home().resolve("token")).strip());
            try (InputStream in = connection.getInputStream()) {
                return new Product.Http(connection.getResponseCode(),
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new AssertionError(address + " does not answer", e);
        }
    }
}
