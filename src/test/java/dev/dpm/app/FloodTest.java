package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodTest {

    private final Flood flood = new Flood();

    @Test
    void a_flood_is_told_when_it_begins_and_then_every_ten_minutes_with_the_sum() {
        long begin = -5;
        long later = begin + Flood.BETWEEN.toNanos();

        assertThat(flood.add(10, begin)).hasValue(10);
        assertThat(flood.add(20, begin + 1)).isEmpty();
        assertThat(flood.add(30, later - 1)).isEmpty();
        assertThat(flood.add(40, later)).hasValue(90);
        assertThat(flood.add(50, later + 1)).isEmpty();
    }
}
