package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

class WallTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final AtomicReference<Duration> monotonic = new AtomicReference<>(Duration.ofSeconds(100));
    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final WallTimes times = new WallTimes(monotonic::get, wall::get);

    private void pass(Duration length) {
        monotonic.updateAndGet(now -> now.plus(length));
        wall.updateAndGet(now -> now.plus(length));
    }

    @Test
    void a_moment_of_the_past_has_the_time_at_which_it_was() {
        pass(Duration.ofSeconds(40));

        assertThat(times.of(Duration.ofSeconds(101)).instant()).isEqualTo(NOON.plusSeconds(1));
    }

    /** A thread that waits between the readings of both clocks must not move one event behind a later one. */
    @Test
    void two_moments_keep_their_distance_if_the_clocks_are_not_read_at_the_same_instant() {
        Instant first = times.of(Duration.ofSeconds(100)).instant();
        wall.updateAndGet(now -> now.plusMillis(9));

        assertThat(times.of(Duration.ofSeconds(101)).instant()).isEqualTo(first.plusSeconds(1));
    }

    @Test
    void a_long_wait_between_the_readings_of_both_clocks_changes_no_time() {
        AtomicReference<Duration> delay = new AtomicReference<>(Duration.ZERO);
        WallTimes delayed = new WallTimes(monotonic::get, () -> {
            pass(delay.get());
            Instant now = wall.get();
            pass(delay.get());
            return now;
        });
        delay.set(Duration.ofSeconds(3));

        assertThat(delayed.of(Duration.ofSeconds(101)).instant()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void after_the_wall_clock_was_set_all_times_are_by_the_clock_as_it_is_now() {
        wall.updateAndGet(now -> now.plus(Duration.ofHours(5)));
        assertThat(times.of(Duration.ofSeconds(100)).instant()).isEqualTo(NOON.plus(Duration.ofHours(5)));

        wall.updateAndGet(now -> now.minus(Duration.ofHours(8)));
        assertThat(times.of(Duration.ofSeconds(100)).instant()).isEqualTo(NOON.minus(Duration.ofHours(3)));
    }
}
