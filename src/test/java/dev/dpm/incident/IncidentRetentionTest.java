package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.dpm.incident.Incident.Summary;
import dev.dpm.incident.IncidentRetention.Stored;

class IncidentRetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-28T19:00:00Z");

    private static Stored kept(int minute, String series, long bytes) {
        String id = "i" + minute;
        return new Stored(
                new Summary(id, "web", NOW.plusSeconds(60L * minute), Cause.CRASH, Certainty.CERTAIN, "it crashed",
                        "restarted", true, series, minute),
                bytes);
    }

    @Test
    void the_first_of_a_series_outlives_those_that_follow_it() {
        List<Stored> all = IntStream.range(0, 6).mapToObj(minute -> kept(minute, "i0", 10)).toList();

        assertThat(new IncidentRetention(3, Duration.ofDays(30), 1000).tooMuch(all, NOW)).containsExactly("i1", "i2",
                "i3");
    }

    @Test
    void what_is_too_old_goes_whatever_it_is() {
        List<Stored> all = List.of(kept(0, "i0", 10), kept(60, "i0", 10), kept(120, "i120", 10));

        assertThat(new IncidentRetention(100, Duration.ofMinutes(90), 1000).tooMuch(all,
                NOW.plus(Duration.ofMinutes(125))))
                .containsExactly("i0");
    }

    @Test
    void bytes_are_bounded_after_a_thousand_and_the_newest_stays() {
        IncidentRetention keeping = new IncidentRetention(10_000, Duration.ofDays(30), 50_000);
        List<Stored> all = new ArrayList<>();
        for (int minute = 0; minute < 1000; minute++) {
            all.add(kept(minute, "i" + minute / 50 * 50, 1000));
            List<String> gone = keeping.tooMuch(all, NOW);
            all.removeIf(one -> gone.contains(one.summary().id()));
            assertThat(all.stream().mapToLong(Stored::bytes).sum()).isLessThanOrEqualTo(50_000);
        }

        assertThat(all).last().matches(one -> one.summary().id().equals("i999"));
        assertThat(all).extracting(one -> one.summary().id()).contains("i0", "i50", "i950");
        assertThat(
                new IncidentRetention(1, Duration.ofDays(30), 1).tooMuch(all.subList(all.size() - 1, all.size()), NOW))
                .isEmpty();
    }
}
