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
        // another leader, which remembers nothing
        new EventWriter(server.client()).write(List.of(event("e", 3)));

        assertThat(server.store.all("events", Event.class)).extracting(Event::getCount).containsExactly(3);
    }

    @Test
    void one_that_is_refused_keeps_no_other_from_being_written() {
        server.fail(422, 1, asked -> asked.method().equals("POST"));

        assertThat(writer.write(List.of(event("bad", 1), event("good", 1)))).isTrue();

        assertThat(server.store.all("events", Event.class)).extracting(event -> event.getMetadata().getName())
                .containsExactly("good");
    }

    private static Event event(String name, int count) {
        return new EventBuilder().withNewMetadata().withName(name).withNamespace("shop").endMetadata().withCount(count)
                .build();
    }
}
