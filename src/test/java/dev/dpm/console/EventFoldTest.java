package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.event.Severity;
import dev.dpm.view.EventView;

class EventFoldTest {

    private static EventView event(long sequence, String target, String type) {
        return new EventView(sequence, Instant.ofEpochSecond(sequence), type, Optional.of(target), Optional.empty(),
                type.equals("TargetKilled") ? Severity.WARNING : Severity.INFO, type + " " + sequence, Map.of());
    }

    private static List<String> told(EventView... oldestFirst) {
        return EventFold.newestFirst(List.of(oldestFirst), true).stream()
                .map(line -> line.target() + " " + line.message() + " of " + line.steps().size()).toList();
    }

    @Test
    void a_start_and_a_stop_are_one_entry_each_though_others_come_between() {
        assertThat(told(event(1, "web", "TargetStarted"), event(2, "api", "TargetExited"),
                event(3, "web", "MeasureNoted"), event(4, "web", "TargetRunning"), event(5, "web", "TargetStopping"),
                event(6, "web", "TargetExited"), event(7, "web", "TargetStopped"))).containsExactly(
                        "web TargetStopped 7 of 3", "web MeasureNoted 3 of 0", "api TargetExited 2 of 0",
                        "web TargetStarted 1 of 2");
    }

    @Test
    void a_crash_is_no_part_of_a_start_and_what_worries_in_a_stop_is_seen() {
        assertThat(told(event(1, "web", "TargetStarted"), event(2, "web", "TargetExited"),
                event(3, "web", "TargetRunning"))).containsExactly("web TargetRunning 3 of 0",
                        "web TargetExited 2 of 0",
                        "web TargetStarted 1 of 0");
        assertThat(EventFold.newestFirst(List.of(event(1, "web", "TargetStopping"), event(2, "web", "TargetKilled"),
                event(3, "web", "TargetStopped")), false)).singleElement()
                .satisfies(line -> assertThat(line.mood()).isEqualTo("warn"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void an_entry_leads_to_the_incident_of_whichever_step_has_one(int step) {
        List<EventView> stop = Stream.of(event(1, "web", "TargetStopping"), event(2, "web", "TargetExited"),
                event(3, "web", "TargetStopped")).map(event -> event.sequence() == step ? of("why", event) : event)
                .toList();

        assertThat(EventFold.newestFirst(stop, false)).singleElement()
                .satisfies(line -> assertThat(line.incident()).isEqualTo("why"));
    }

    private static EventView of(String incident, EventView event) {
        return new EventView(event.sequence(), event.time(), event.type(), event.target(), event.pid(),
                event.severity(), event.message(), Map.of("incident", incident));
    }

    @Test
    void every_event_keeps_an_address_of_its_own() {
        List<EventLine> lines = EventFold.newestFirst(List.of(event(1, "web", "TargetStarted"),
                event(2, "web", "TargetRunning")), false);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.sequence()).isEqualTo(2);
            assertThat(line.steps().stream().filter(EventLine::hasAddress).map(EventLine::sequence))
                    .containsExactly(1L);
        });
    }
}
