package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.event.Severity;
import dev.dpm.view.EventView;

class OrderedEndTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            TargetStarted=5 TargetStopping TargetExited=5 TargetStarted=6,                  true
            TargetStarted=5 TargetExited=5 RestartScheduled TargetStarted=6,                false
            TargetStarted=5 TargetExited=5 TargetGaveUp TargetStarted=6,                    false
            TargetStarted=4 TargetExited=4 RestartScheduled TargetStarted=6,                true
            LaunchFailed=5 RestartScheduled TargetStarted=6,                                false
            LaunchFailed=4 RestartScheduled TargetStarted=6,                                true
            TargetStarted=5 TargetStopping TargetStopped TargetStarted=6 RestartScheduled,  true
            TargetStarted=9,                                                                true
            """)
    void the_first_event_behind_a_life_says_whether_an_order_ended_that_life(String events, boolean isOrdered) {
        assertThat(OrderedEnd.of(Arrays.stream(events.split(" ")).map(OrderedEndTest::event).toList(), 5))
                .isEqualTo(isOrdered);
        assertThat(OrderedEnd.of(List.of(), 5)).as("nothing known against it").isTrue();
    }

    private static EventView event(String text) {
        String[] parts = text.split("=");
        Map<String, Object> details = parts.length == 1 ? Map.of() : Map.of("incarnation", Long.valueOf(parts[1]));
        return new EventView(1, Instant.EPOCH, parts[0], Optional.of("web"), Optional.empty(), Severity.INFO, "",
                details);
    }
}
