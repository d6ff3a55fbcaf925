package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;

class EventWriterTest {

    @AutoClose
    private ApiServer server;
    private EventWriter writer;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        writer = new EventWriter(server.client());
    }

    @Test
    void of_a_storm_a_bounded_number_is_written_at_once_and_the_rest_later() {
        List<Event> storm = IntStream.range(0, EventWriter.MOST_AT_ONCE + 5).mapToObj(i -> event("e" + i, 1)).toList();

        assertThat(writer.write(storm)).isFalse();
        assertThat(server.asked()).hasSize(EventWriter.MOST_AT_ONCE);
        assertThat(writer.write(storm)).isTrue();
        assertThat(server.asked()).hasSize(5);
        assertThat(writer.write(storm)).isTrue();
        assertThat(server.asked()).as("told already").isEmpty();
    }

    @Test
    void an_event_that_was_written_before_is_changed() {
        writer.write(List.of(event("e", 1)));
        writer.write(List.of(event("e", 2)));
        // another replica leads now, and remembers nothing of what the first one wrote
        new EventWriter(server.client()).write(List.of(event("e", 3)));

        assertThat(server.store.all("events", Event.class)).extracting(Event::getCount).containsExactly(3);
    }

    /**
     * An event that a dpm-runner reports has no count, so the operator counts it. Another leader continues this count.
     */
    @Test
    void an_event_without_a_count_is_counted_by_its_times_and_not_by_its_words() {
        writer.write(List.of(uncounted("memory 90 MB", "2026-11-29T09:59:00Z")));
        server.asked();
        assertThat(writer.write(List.of(uncounted("memory 91 MB", "2026-11-29T09:59:00Z")))).isTrue();
        assertThat(server.asked()).as("the same, with other figures").isEmpty();

        writer.write(List.of(uncounted("memory 95 MB", "2026-11-29T10:20:00Z")));
        EventWriter other = new EventWriter(server.client());
        server.store.all("events", Event.class).forEach(other::learn);
        other.write(List.of(uncounted("memory 95 MB", "2026-11-29T10:20:00Z")));
        other.write(List.of(uncounted("memory 97 MB", "2026-11-29T10:40:00Z")));

        assertThat(server.store.all("events", Event.class)).singleElement().satisfies(event -> {
            assertThat(event.getCount()).isEqualTo(3);
            assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-29T09:59:00Z");
            assertThat(event.getLastTimestamp()).isEqualTo("2026-11-29T10:40:00Z");
            assertThat(event.getMessage()).isEqualTo("memory 97 MB");
        });
    }

    @Test
    void one_that_is_refused_keeps_no_other_from_being_written() {
        server.fail(422, 1, asked -> asked.method().equals("POST"));

        assertThat(writer.write(List.of(event("bad", 1), event("good", 1)))).isTrue();

        assertThat(server.store.all("events", Event.class)).extracting(event -> event.getMetadata().getName())
                .containsExactly("good");
    }

    private static Event uncounted(String message, String at) {
        return new EventBuilder().withNewMetadata().withName("e").withNamespace("shop").endMetadata()
                .withMessage(message).withFirstTimestamp(at).withLastTimestamp(at).build();
    }

    private static Event event(String name, int count) {
        return new EventBuilder().withNewMetadata().withName(name).withNamespace("shop").endMetadata().withCount(count)
                .build();
    }
}
