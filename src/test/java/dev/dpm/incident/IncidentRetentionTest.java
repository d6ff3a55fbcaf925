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
        return kept("web", minute, series, bytes);
    }

    private static Stored kept(String target, int minute, String series, long bytes) {
        String id = "i" + minute;
        return new Stored(
                new Summary(id, target, NOW.plusSeconds(60L * minute), Cause.CRASH, Certainty.CERTAIN, "it crashed",
                        "restarted", true, series, minute, 0),
                bytes);
    }

    @Test
    void the_first_of_a_series_outlives_those_that_follow_it() {
        List<Stored> all = IntStream.range(0, 6).mapToObj(minute -> kept(minute, "i0", 10)).toList();

        assertThat(new IncidentRetention(3, Duration.ofDays(30), 1000).tooMuch(all, NOW)).containsExactly("i1", "i2",
                "i3");
    }

    @Test
    void age_spares_the_newest_ten_of_each_target_and_the_first_of_their_series() {
        List<Stored> all = new ArrayList<>(IntStream.range(0, 15)
                .mapToObj(minute -> kept(minute, minute < 3 ? "i0" : "i3", 10)).toList());
        all.add(kept("api", -5, "i-5", 10));

        assertThat(new IncidentRetention(100, Duration.ofDays(30), 1000).tooMuch(all,
                NOW.plus(Duration.ofDays(31)))).containsExactly("i0", "i1", "i2", "i4");
    }

    @Test
    void a_clock_that_jumps_ahead_leaves_the_newest_and_their_number_and_size_stay_bounded() {
        List<Stored> all = IntStream.range(0, 12).mapToObj(minute -> kept(minute, "i" + minute, 10)).toList();
        Instant ahead = NOW.plus(Duration.ofDays(3650));

        assertThat(new IncidentRetention(100, Duration.ofDays(30), 1000).tooMuch(all, ahead))
                .containsExactly("i0", "i1");
        assertThat(new IncidentRetention(8, Duration.ofDays(30), 50).tooMuch(all, ahead))
                .containsExactly("i0", "i1", "i2", "i3", "i4", "i5", "i6");
        assertThat(new IncidentRetention(100, Duration.ofDays(30), 1000).tooMuch(all,
                NOW.minus(Duration.ofDays(3650)))).isEmpty();
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
