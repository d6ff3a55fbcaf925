package dev.dpm.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;

class PollOrderTest {

    private static final Instant BEGIN = Instant.parse("2026-11-29T10:00:00Z");

    private final Map<PodName, Instant> asked = new HashMap<>();

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 10
            1, 10
            2000, 10
            2001, 11
            2199, 11
            2200, 11
            50000, 250
            """)
    void a_pod_is_asked_every_ten_seconds_and_in_a_large_fleet_more_rarely(int pods, int seconds) {
        assertThat(PollOrder.interval(pods)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"200", "1999", "2000", "2001", "2199", "2200", "5001"})
    void everybody_has_a_turn_within_two_intervals_whatever_their_place_in_the_list(int number) {
        List<PodFacts> pods = IntStream.range(0, number).mapToObj(PollOrderTest::pod).toList();
        long interval = PollOrder.interval(number).toSeconds();

        for (long second = 0; second < 3 * interval; second++) {
            Instant now = BEGIN.plusSeconds(second);
            List<PodFacts> next = next(pods, now);
            assertThat(next).hasSizeLessThanOrEqualTo(PollOrder.PACE);
            next.forEach(pod -> asked.put(pod.name(), now));
        }

        Instant end = BEGIN.plusSeconds(3 * interval);
        assertThat(pods).allSatisfy(pod -> assertThat(asked.get(pod.name())).as(pod.name().shown())
                .isAfter(end.minusSeconds(2 * interval)));
    }

    @Test
    void the_most_overdue_is_first_and_who_was_asked_a_moment_ago_is_not_asked() {
        List<PodFacts> pods = IntStream.range(0, 4).mapToObj(PollOrderTest::pod).toList();
        asked.put(pods.get(0).name(), BEGIN.minusSeconds(11));
        asked.put(pods.get(1).name(), BEGIN.minusSeconds(9));
        asked.put(pods.get(2).name(), BEGIN.minusSeconds(30));

        assertThat(next(pods, BEGIN)).containsExactly(pods.get(3), pods.get(2), pods.get(0));
    }

    private List<PodFacts> next(List<PodFacts> pods, Instant now) {
        return PollOrder.next(pods.stream(), pods.size(), name -> asked.getOrDefault(name, Instant.MIN), now);
    }

    private static PodFacts pod(int number) {
        return new PodFacts(new PodName("shop", "web-" + number), "uid" + number, Covering.SUPERVISED,
                Optional.of(new Address("10.0.0.7", 9182)), "");
    }
}
