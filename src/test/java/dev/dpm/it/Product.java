package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The packaged jar with a home of its own in a temporary folder. Closing the object ends every process whose
 * environment contains this home, by pid and start time, and deletes the folder.
 */
final class Product implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> background = new ArrayList<>();
    private Function<String[], List<String>> flags = TestJvm::flags;
    private Path javaHome = Path.of(System.getProperty("java.home"));

    Product() {
        try {
            folder = Files.createTempDirectory("dpm-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        home = folder.resolve("home");
        environment.put("DPM_HOME", home.toString());
        environment.put("DPM_PORT", "0");
        environment.put("DPM_MANAGEMENT_PORT", "0");
        environment.put("NO_COLOR", "1");
    }

    /** The output and the exit code of a command. */
    record Result(int code, String out, String err, Duration took) {
        String all() {
            return "exit code " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
        }

        Result expect(int expected) {
            assertThat(code).as(all()).isEqualTo(expected);
            return this;
        }
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return home;
    }

    /** Sets a variable for later commands; null removes the variable. */
    Product with(String variable, String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /** Makes later commands run by plain {@code java -jar}, without JVM flags. */
    Product withoutFlags() {
        flags = args -> List.of();
        return this;
    }

    /** Makes later commands run on another Java installation, without JVM flags. */
    Product on(Path other) {
        javaHome = other;
        return withoutFlags();
    }

    /** Writes a file into this test's folder. */
    Path file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an executable script into this test's folder. */
    Path script(String name, String content) {
        Path file = file(name, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The files in this test's folder, except the given ones and the files with output of commands. */
    List<String> files(String... but) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches("(out|err)[0-9]+") && !List.of(but).contains(name)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one command of the jar and waits for its end. */
    Result dpm(String... args) {
        return dpmFrom(Path.of(jar()), args);
    }

    /** Runs one command of another copy of the jar and waits for its end. */
    Result dpmFrom(Path jar, String... args) {
        long begun = System.nanoTime();
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            Process process = builder(jar, args).redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("dpm " + String.join(" ", args) + " did not end within " + PATIENCE
                        + "\n" + Files.readString(out) + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err),
                    Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a command of the jar and returns while it runs; its output goes to a file. */
    Process background(Path output, String... args) {
        try {
            Process process = builder(Path.of(jar()), args).redirectInput(new java.io.File("/dev/null"))
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            background.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process builder for a command, for a test that changes the command's streams. */
    ProcessBuilder builder(String... args) {
        return builder(Path.of(jar()), args);
    }

    private ProcessBuilder builder(Path jar, String... args) {
        List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(flags.apply(args));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DPM_") || name.equals("_DPM_COOKIE"));
        builder.environment().putAll(environment);
        return builder;
    }

    static String jar() {
        String jar = System.getProperty("dpm.jar");
        assertThat(jar).as("system property dpm.jar").isNotBlank();
        return jar;
    }

    /**
     * The JSON of {@code status --json}: requested from the daemon itself if it answers, and otherwise printed by the
     * command.
     */
    JsonNode status() {
        String json = atSocket("status", "application/json").orElseGet(() -> dpm("status", "--json").out());
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("status --json printed no JSON: " + json, e);
        }
    }

    private Optional<String> atSocket(String path, String accept) {
        try {
            return Optional.of(new HomeSocket(home).get(path, accept)).filter(answer -> answer.code() == 200)
                    .map(Http::body);
        } catch (IOException e) {
            // no daemon runs, or it is suspended; the caller runs the command instead
            return Optional.empty();
        }
    }

    /** One target in the JSON of {@code status --json}; empty if the target is not listed. */
    Optional<JsonNode> target(String name) {
        for (JsonNode target : status().path("targets")) {
            if (target.path("name").asText().equals(name)) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** The events of one type about one target, as {@code events --json} prints them. */
    List<JsonNode> events(String name, String type) {
        List<JsonNode> events = new ArrayList<>();
        String lines = atSocket("events?limit=1000&target=" + name, "application/x-ndjson")
                .orElseGet(() -> dpm("events", name, "--json", "-n", "1000").out());
        for (String line : lines.lines().toList()) {
            try {
                JsonNode event = JSON.readTree(line);
                if (event.path("type").asText().equals(type)) {
                    events.add(event);
                }
            } catch (IOException e) {
                throw new AssertionError("events --json printed no JSON: " + line, e);
            }
        }
        return events;
    }

    /**
     * Requests an address of the API or the management port, with or without the token. Returns the answer, whatever
     * its status.
     */
    Http get(String address, boolean withToken) {
        try {
            java.net.HttpURLConnection connection = (java.net.HttpURLConnection) java.net.URI.create(address).toURL()
                    .openConnection();
            connection.setConnectTimeout(5000);
            // the first request starts the HTTP server, which takes time
            connection.setReadTimeout(60_000);
            if (withToken) {
                connection.setRequestProperty("Authorization",
                        "Bearer " + Files.readString(home.resolve("token")).strip());
            }
            int code = connection.getResponseCode();
            try (java.io.InputStream in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Http(code, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer over HTTP. */
    record Http(int code, String body) {
    }

    /** The URL of the port with health probes and metrics. */
    String management() {
        return status().path("runner").path("management").asText();
    }

    /** The pids of running processes whose environment contains this home; zombies do not count. */
    List<Long> living() {
        return carrying("DPM_HOME=" + home);
    }

    /** The pids of running processes whose environment contains this entry. */
    List<Long> carrying(String entryOfEnvironment) {
        List<Long> pids = new ArrayList<>();
        byte[] mark = entryOfEnvironment.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && carries(entry, mark) && isRunning(pid)) {
                    pids.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids;
    }

    private static boolean carries(Path entry, byte[] mark) {
        try {
            String environ = new String(Files.readAllBytes(entry.resolve("environ")), StandardCharsets.UTF_8);
            return List.of(environ.split("\0", -1)).contains(new String(mark, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The names of a process's threads, of which the kernel returns at most 15 characters; empty if the process has
     * ended.
     */
    List<String> threads(long pid) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        } catch (java.nio.file.NoSuchFileException ended) {
            return names;
        }
        return names;
    }

    /** The pid of a process's parent; 0 if the process has ended. */
    static long parentOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether a process runs; a zombie does not count. */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until a condition holds. While it does not hold, the condition may fail or throw. */
    static void await(Duration patience, org.awaitility.core.ThrowingRunnable condition) {
        org.awaitility.Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().untilAsserted(condition);
    }

    /** Stops the daemon with all targets, asserts that no process is left, and closes the product. */
    void end() {
        try (Product ending = this) {
            ending.dpm("stop", "--yes").expect(0);
            assertThat(ending.living()).isEmpty();
        }
    }

    /** Stops the daemon, if there is one, waits until no process is left, and closes the product. */
    void endInTime() {
        try (Product ending = this) {
            ending.dpm("stop", "--yes");
            await(Runner.PATIENCE, () -> assertThat(ending.living()).isEmpty());
        }
    }

    @Override
    public void close() {
        for (int round = 0; round < 20 && !living().isEmpty(); round++) {
            living().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            pause();
        }
        background.forEach(Process::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
