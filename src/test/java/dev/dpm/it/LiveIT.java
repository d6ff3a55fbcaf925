package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.EventSource;
import dev.dpm.testing.Slow;

/**
 * Tests usage history and live streams of the packaged runner: across the runner's death, across rotations, and with
 * too many clients.
 */
class LiveIT {

    private static final int STREAMS = 64;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final List<EventSource> open = new ArrayList<>();

    @AfterEach
    void leave_nothing_behind() {
        open.forEach(EventSource::close);
        product.end();
    }

    private EventSource stream(String path, String... headers) {
        try {
            List<String> all = new ArrayList<>(List.of(headers));
            all.add("Authorization: Bearer " + Files.readString(product.home().resolve("token")).strip());
            EventSource source = EventSource.open(URI.create(runner.record("console")), path,
                    all.toArray(String[]::new));
            open.add(source);
            return source;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode usage() {
        return Runner.parse(product
                .get(runner.record("console") + "api/v1/targets/web/usage?range=15m", true).body());
    }

    /** The times of those samples in the history's file that contain a memory figure. The file begins with a header. */
    private List<Long> measuredSecondsOnDisk() {
        Path file = product.home().resolve("history/web.usage");
        try {
            return Files.readAllLines(file).stream().filter(line -> line.matches("[0-9]+ [0-9]+ \\S+ [0-9]+"))
                    .map(line -> Long.parseLong(line.substring(0, line.indexOf(' ')))).toList();
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long known(JsonNode usage) {
        long known = 0;
        for (JsonNode memory : usage.path("memory_average")) {
            known += memory.isNull() ? 0 : 1;
        }
        return known;
    }

    @Slow
    @Test
    void the_usage_history_survives_the_runners_death_and_the_time_without_it_is_a_gap() {
        product.dpm("start", "--name", "web", "--monitor_interval", "1", "--", "sleep", "600").expect(0);
        // waits longer than the period of writing, so that the kill can come during a write
        Product.await(Runner.PATIENCE, () -> assertThat(measuredSecondsOnDisk()).hasSizeGreaterThanOrEqualTo(8));
        runner.kill();
        long killed = Instant.now().getEpochSecond();
        List<Long> firstLife = measuredSecondsOnDisk();
        assertThat(killed - firstLife.get(firstLife.size() - 1)).as("seconds of history that the kill cost")
                .isLessThanOrEqualTo(5);
        long lastSecond = firstLife.get(firstLife.size() - 1);
        Product.await(Runner.PATIENCE, () -> assertThat(Instant.now().getEpochSecond())
                .as("seconds in which nobody measured").isGreaterThan(lastSecond + 3));
        product.dpm("start").expect(0);
        runner.awaitState("web", "RUNNING");

        Product.await(Runner.PATIENCE, () -> {
            List<Boolean> pieces = new ArrayList<>();
            usage().path("memory_average").forEach(memory -> {
                boolean isKnown = !memory.isNull();
                if (pieces.isEmpty() || pieces.get(pieces.size() - 1) != isKnown) {
                    pieces.add(isKnown);
                }
            });
            assertThat(pieces).as("nothing, the first runner's, a gap, the second's").startsWith(false, true, false,
                    true);
            assertThat(known(usage())).isGreaterThanOrEqualTo(firstLife.size() + 2L);
        });
        assertThat(usage().path("marks")).isNotEmpty();
    }

    @Test
    void a_followed_output_is_whole_over_rotations_and_a_lost_connection() throws IOException {
        String script = "i=0; while [ $i -lt 6000 ]; do i=$((i+1)); echo line $i of many that make a file grow; "
                + "[ $((i % 100)) = 0 ] && sleep 0.05; done; sleep 600";
        product.dpm("start", "--name", "web", "--log_max_size", "32KiB", "--log_keep", "20", "--", "sh", "-c", script)
                .expect(0);
        String path = "/api/v1/targets/web/output/stream";
        EventSource first = stream(path + "?after=0");
        Product.await(Runner.PATIENCE, () -> assertThat(first.messages()).hasSizeGreaterThan(500));
        first.close();
        List<EventSource.Message> seen = new ArrayList<>(first.messages());

        EventSource second = stream(path, "Last-Event-ID: " + seen.get(seen.size() - 1).id());
        Product.await(Runner.PATIENCE, () -> assertThat(seen.size() + second.messages().size()).isEqualTo(6000));
        seen.addAll(second.messages());

        assertThat(Files.exists(product.home().resolve("logs/targets/web.log.1"))).as("it was rotated").isTrue();
        for (int i = 0; i < 6000; i++) {
            assertThat(seen.get(i).data()).contains("\"line " + (i + 1) + " of many");
        }
    }

    /**
     * The runner drops a hundred megabytes for each client, and disconnects each client that has read nothing for 30 s.
     */
    @Slow
    @Test
    void listeners_that_take_nothing_cost_no_memory_and_hold_up_nobody() throws Exception {
        product.dpm("start", "--name", "web", "--log_max_size", "2MiB", "--log_keep", "2", "--", "sh", "-c",
                "while :; do seq 100000 120000; sleep 0.1; done").expect(0);
        String path = "/api/v1/targets/web/output/stream?after=0";
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                silent.add(asks(path));
            }
            EventSource reader = stream(path);
            Product.await(Runner.PATIENCE, () -> assertThat(reader.messages()).hasSizeGreaterThan(1000));
            long before = anonymousKibibytes();
            int had = reader.messages().size();

            TimeUnit.SECONDS.sleep(10);

            assertThat(anonymousKibibytes() - before).as("KiB more").isLessThan(40 << 10);
            assertThat(reader.messages()).as("who reads is served").hasSizeGreaterThan(had + 1000);
            assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
            Product.await(Runner.PATIENCE, () -> assertThat(silent).allMatch(LiveIT::isCutOff));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private Socket asks(String path) throws IOException {
        URI console = URI.create(runner.record("console"));
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(100);
        socket.connect(new InetSocketAddress(console.getHost(), console.getPort()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + console.getAuthority() + "\r\nAuthorization: Bearer "
                + Files.readString(product.home().resolve("token")).strip() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /**
     * Whether the server has closed the connection. If it has, a write fails sooner or later; the method does not read,
     * since the client must not receive data.
     */
    private static boolean isCutOff(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private long anonymousKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + runner.pid() + "/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow();
    }

    @Slow
    @Test
    void a_thousand_listeners_are_refused_but_for_as_many_as_there_is_room_for_and_supervision_goes_on() {
        product.dpm("start", "--name", "web", "--restart_interval", "0", "--", "sleep", "600").expect(0);
        long before = runner.pidOf("web");

        for (int i = 0; i < 1000; i++) {
            stream("/api/v1/stream");
        }
        assertThat(open).filteredOn(source -> source.status() == 200).hasSize(STREAMS);
        assertThat(open).filteredOn(source -> source.status() == 503).hasSize(1000 - STREAMS);
        Runner.kill(before, "KILL");

        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isNotEqualTo(before));
        List<JsonNode> story = runner.awaitEvents("web", "TargetStarted", 2);
        JsonNode exit = runner.awaitEvents("web", "TargetExited", 1).get(0);
        assertThat(Runner.secondsBetween(exit, story.get(1))).as("seconds to the new life").isLessThan(2);
        assertThat(runner.health("group/runner")).isEqualTo(200);
        assertThat(runner.status().path("runner").path("heartbeat_seconds").asDouble()).isLessThan(6);
    }
}
