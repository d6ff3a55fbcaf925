package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the events from the journal's file in a product's home, without the product's runner. */
record JournalOnDisk(Product product) {

    /** All events, oldest first; every line must be complete. */
    List<JsonNode> events() {
        Path file = product.home().resolve("state/events.jsonl");
        return Runner.read(file).lines().map(Runner::parse).toList();
    }

    /** Asserts that every sequence number from 1 on occurs exactly once. */
    void isGapless() {
        List<JsonNode> events = events();
        assertThat(events.stream().map(event -> event.path("sequence").asLong()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    /** The types of all events about one component of the runner, oldest first. */
    List<String> saidOf(String part) {
        return events().stream().filter(event -> event.path("part").asText().equals(part))
                .map(event -> event.path("type").asText()).toList();
    }
}
