package dev.dpm.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class HeapGuardTest {

    private static final long FITS = 10 * HeapGuard.WHOLE_TARGET + HeapGuard.SPARE;

    private final AtomicLong free = new AtomicLong(FITS);
    private long afterCollection = FITS;
    private final HeapGuard heap = new HeapGuard(
            bytes -> FreeHeap.holds(bytes, free::get, () -> free.set(afterCollection)));

    @Test
    void what_fits_is_rendered() {
        assertThat(heap.forWhole(10, () -> "all")).isEqualTo("all");
    }

    @Test
    void garbage_does_not_count_against_an_answer() {
        free.set(0);

        assertThat(heap.forWhole(10, () -> "all")).isEqualTo("all");
    }

    @Test
    void what_does_not_fit_is_refused_before_anything_is_rendered() {
        free.set(0);
        afterCollection = FITS - 1;

        assertThatThrownBy(() -> heap.forWhole(10, () -> {
            throw new AssertionError("rendered");
        })).isInstanceOf(Refusal.class).hasMessageContaining("10 targets").hasMessageContaining("by name");
    }

    @Test
    void lines_about_few_targets_need_no_room_and_about_many_are_refused_without() {
        free.set(0);
        afterCollection = HeapGuard.SPARE;

        assertThat(heap.forLines(100, () -> "lines")).isEqualTo("lines");
        assertThatThrownBy(() -> heap.forLines(5_000, () -> {
            throw new AssertionError("rendered");
        })).isInstanceOf(Refusal.class).hasMessageContaining("5000 targets").hasMessageContaining("by name");
    }
}
