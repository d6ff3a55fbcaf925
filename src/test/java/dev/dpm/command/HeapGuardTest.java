package dev.dpm.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.dpm.view.OutputPage;

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

    @Test
    void events_need_no_room_where_they_are_few_and_are_refused_where_they_do_not_fit() {
        free.set(0);
        afterCollection = HeapGuard.SPARE;

        String answer = heap.forEvents(100, () -> "events");

        assertThat(answer).isEqualTo("events");
        assertThatThrownBy(() -> heap.forEvents(1_000, () -> {
            throw new AssertionError("rendered");
        })).isInstanceOf(Refusal.class).hasMessageContaining("1000 events").hasMessageContaining("fewer");
    }

    /** In JSON, 200 KB of NUL characters in the output of a target take more than a megabyte. */
    @Test
    void output_is_measured_before_an_answer_is_made_of_it() {
        free.set(0);
        afterCollection = HeapGuard.OUTPUT_PAGE + HeapGuard.SPARE;

        String answer = heap.forOutput(() -> output("a".repeat(200_000)), page -> "rendered");

        assertThat(answer).isEqualTo("rendered");
        assertThatThrownBy(() -> heap.forOutput(() -> output("\0".repeat(200_000)), page -> {
            throw new AssertionError("rendered");
        })).isInstanceOf(Refusal.class).hasMessageContaining("1 lines of output").hasMessageContaining("fewer");
    }

    @Test
    void output_is_not_even_read_where_there_is_no_room_for_a_page_of_it() {
        free.set(0);
        afterCollection = HeapGuard.OUTPUT_PAGE + HeapGuard.SPARE - 1;

        assertThatThrownBy(() -> heap.forOutput(() -> {
            throw new AssertionError("read");
        }, page -> "rendered")).isInstanceOf(Refusal.class).hasMessageContaining("A page of output");
    }

    private static OutputPage output(String line) {
        return new OutputPage(0, line.length(), 0, line.length(), List.of(new OutputPage.Line(0, line, false)), true,
                true);
    }
}
