package dev.dpm.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class RoomTest {

    private static final long FITS = 10 * Room.WHOLE_TARGET + Room.SPARE;

    private final AtomicLong free = new AtomicLong(FITS);
    private long afterCollection = FITS;
    private final Room room = new Room(free::get, () -> free.set(afterCollection));

    @Test
    void what_fits_is_rendered() {
        assertThat(room.forWhole(10, () -> "all")).isEqualTo("all");
    }

    @Test
    void garbage_does_not_count_against_an_answer() {
        free.set(0);

        assertThat(room.forWhole(10, () -> "all")).isEqualTo("all");
    }

    @Test
    void what_does_not_fit_is_refused_before_anything_is_rendered() {
        free.set(0);
        afterCollection = FITS - 1;

        assertThatThrownBy(() -> room.forWhole(10, () -> {
            throw new AssertionError("rendered");
        })).isInstanceOf(Refusal.class).hasMessageContaining("10 targets").hasMessageContaining("by name");
    }
}
