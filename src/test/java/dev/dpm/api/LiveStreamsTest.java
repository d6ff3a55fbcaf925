package dev.dpm.api;

import static dev.dpm.testing.TestAccess.COOKIE;
import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.testing.EventSource;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Views;
import dev.dpm.view.EventView;

@QuarkusTest
class LiveStreamsTest extends HttpTest {

    private static final String BEARER = "Authorization: Bearer " + TOKEN;

    @Inject
    LiveStreams streams;
    @Inject
    ConsoleSessions sessions;

    private final List<EventSource> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(EventSource::close);
        await().until(() -> streams.count() == 0);
    }

    private EventSource connect(String... headers) {
        EventSource source = EventSource.open(console, StreamRoute.PATH, headers);
        open.add(source);
        return source;
    }

    @Test
    void who_connects_gets_everything_and_then_what_changes() {
        operations.show(Views.running("web"), Views.backoff("worker"));

        EventSource stream = connect(BEARER);

        await().untilAsserted(() -> assertThat(stream.data("target")).hasSize(2));
        assertThat(stream.head()).contains("200 OK").containsIgnoringCase("content-type: text/event-stream");
        assertThat(stream.data("targets")).containsExactly("[\"web\",\"worker\"]");
        assertThat(stream.data("runner")).hasSize(1);
        assertThat(stream.data("target").get(0)).contains("\"name\":\"web\"").doesNotContain("geheim");

        operations.show(Views.running("web"), Views.fatal("worker"));

        await().untilAsserted(() -> assertThat(stream.data("target")).hasSize(3));
        assertThat(stream.data("target").get(2)).contains("\"name\":\"worker\"", "\"state\":\"FATAL\"");
        assertThat(stream.data("runner")).as("it has not changed").hasSize(1);
    }

    @Test
    void who_comes_back_gets_the_events_it_missed() {
        operations.showEvents(Views.event(7, "web", "ended"), Views.event(8, "web", "started"));

        EventSource fresh = connect(BEARER);
        EventSource back = connect(BEARER, "Last-Event-ID: 7");

        await().untilAsserted(() -> assertThat(back.data("event")).hasSize(1));
        assertThat(back.data("event").get(0)).contains("\"sequence\":8");
        operations.showEvents(Views.event(7, "web", "ended"), Views.event(8, "web", "started"),
                Views.event(9, "web", "ended again"));
        await().untilAsserted(() -> assertThat(fresh.data("event")).hasSize(1));
        assertThat(fresh.messages().get(fresh.messages().size() - 1).id()).isEqualTo("9");
    }

    @Test
    void who_missed_more_than_one_answer_holds_gets_all_of_it_in_order() {
        operations.showEvents(
                LongStream.rangeClosed(1, 1_700).mapToObj(sequence -> Views.event(sequence, "web", "went on"))
                        .toArray(EventView[]::new));

        EventSource back = connect(BEARER, "Last-Event-ID: 400");

        await().untilAsserted(() -> assertThat(back.data("event")).hasSize(1_300));
        assertThat(back.data("event").stream().map(LiveStreamsTest::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(401, 1_700).boxed().toList());
    }

    private static long sequence(String event) {
        Matcher matcher = Pattern.compile("\"sequence\":(\\d+)").matcher(event);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void one_more_than_there_is_room_for_is_told_when_to_come_back() {
        for (int i = 0; i < LiveStreams.MOST; i++) {
            connect(BEARER);
        }
        EventSource refused = connect(BEARER);

        assertThat(open).filteredOn(source -> source.status() == 200).hasSize(LiveStreams.MOST);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.head()).containsIgnoringCase("retry-after: 5")
                .containsIgnoringCase("content-type: application/problem+json");
        await().untilAsserted(() -> assertThat(refused.hasEnded()).as("its connection is closed").isTrue());

        open.get(0).close();

        await().untilAsserted(() -> assertThat(connect(BEARER).status()).isEqualTo(200));
    }

    @Test
    void the_end_of_a_session_ends_its_streams() {
        Session session = sessions.open();
        EventSource stream = connect("Cookie: " + COOKIE + "=" + session.id());
        await().untilAsserted(() -> assertThat(stream.data("runner")).hasSize(1));

        sessions.close(session);

        await().untilAsserted(() -> assertThat(stream.hasEnded()).isTrue());
    }

    @Test
    void a_stream_needs_the_token() {
        assertThat(connect().status()).isEqualTo(401);
        assertThat(streams.count()).isZero();
    }

    @Test
    void a_view_that_fails_once_is_shown_when_it_can_be() {
        operations.fail();
        EventSource stream = connect(BEARER);
        await().until(() -> streams.count() == 1);

        operations.reset();

        await().untilAsserted(() -> assertThat(stream.data("runner")).hasSize(1));
    }
}
