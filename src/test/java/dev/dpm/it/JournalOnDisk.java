package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;

/** The events of a product as they stand in its file, not as its runner tells them. */
record JournalOnDisk(Product product) {

    /** Oldest first; every line is whole. */
    List<JsonNode> events() {
        Path file = product.home().resolve("state/events.jsonl");
        return Runner.read(file).lines().map(Runner::parse).toList();
    }

    /** Every number from 1 on is there, once. */
    void isGapless() {
        List<JsonNode> events = events();
        assertThat(events.stream().map(event -> event.path("sequence").asLong()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    /** What is said of one part of the runner: the type of each event. */
    List<String> saidOf(String part) {
        return events().stream().filter(event -> event.path("part").asText().equals(part))
                .map(event -> event.path("type").asText()).toList();
    }
}
