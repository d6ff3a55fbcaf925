package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.EventSource;

/** Usage history and live streams of the packaged runner: over its death, over rotations, and with too many listeners. */
class LiveIT {

    private static final int STREAMS = 64;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final List<EventSource> open = new ArrayList<>();

    @AfterEach
    void leave_nothing_behind() {
        open.forEach(EventSource::close);
        try (product) {
            product.dpm("stop", "--yes").expect(0);
            assertThat(product.living()).isEmpty();
        }
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

    private static long known(JsonNode usage) {
        long known = 0;
        for (JsonNode memory : usage.path("memory_average")) {
            known += memory.isNull() ? 0 : 1;
        }
        return known;
    }

    @Test
    void the_usage_history_survives_the_runners_death_and_the_time_without_it_is_a_gap() {
        product.dpm("start", "--name", "web", "--monitor_interval", "1", "--", "sleep", "600").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.home().resolve("history/web.usage")).isNotEmptyFile());

        runner.kill();
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
        });
        assertThat(known(usage())).isGreaterThanOrEqualTo(4);
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
