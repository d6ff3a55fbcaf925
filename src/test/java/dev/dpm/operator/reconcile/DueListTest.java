package dev.dpm.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class DueListTest {

    private final DueList due = new DueList();
    // a monotonic clock may be about to pass its highest value
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    @Test
    void what_changed_is_due_at_once_and_once() {
        due.mark("shop/web", now);
        due.mark("shop/web", now);

        assertThat(due.next(now)).contains("shop/web");
        assertThat(due.next(now)).isEmpty();
    }

    @Test
    void many_changes_shortly_after_a_look_are_one_more_look() {
        looked();
        for (int i = 0; i < 40; i++) {
            due.mark("shop/web", now);
            assertThat(due.next(now)).isEmpty();
            pass(DueList.GAP.dividedBy(50));
        }
        pass(DueList.GAP.dividedBy(4));

        assertThat(due.next(now)).contains("shop/web");
        due.succeeded("shop/web", false, now);
        pass(DueList.GAP);
        assertThat(due.next(now)).isEmpty();
    }

    @Test
    void a_change_during_a_look_is_looked_at_again() {
        due.mark("shop/web", now);
        due.next(now);
        due.mark("shop/web", now);
        due.succeeded("shop/web", false, now);
        assertThat(due.next(now)).isEmpty();

        pass(DueList.GAP);

        assertThat(due.next(now)).contains("shop/web");
    }

    @Test
    void without_a_reason_each_is_looked_at_once_in_a_while() {
        looked();
        pass(DueList.RESYNC.minusSeconds(1));
        assertThat(due.next(now)).isEmpty();
        pass(Duration.ofSeconds(1));

        assertThat(due.next(now)).contains("shop/web");
    }

    @Test
    void what_was_left_over_comes_sooner() {
        due.mark("shop/web", now);
        due.next(now);
        due.succeeded("shop/web", true, now);
        pass(DueList.REST);

        assertThat(due.next(now)).contains("shop/web");
    }

    @Test
    void pauses_after_failures_double_up_to_a_bound_and_changes_do_not_shorten_them() {
        due.mark("shop/web", now);
        List<Integer> pauses = new java.util.ArrayList<>();
        for (int i = 0; i < 9; i++) {
            assertThat(due.next(now)).contains("shop/web");
            due.failed("shop/web", now);
            due.mark("shop/web", now);
            Duration pause = due.untilNext(now, Duration.ofHours(1));
            pauses.add((int) pause.toSeconds());
            pass(pause.minusNanos(1));
            assertThat(due.next(now)).isEmpty();
            pass(Duration.ofNanos(1));
        }

        assertThat(pauses).containsExactly(1, 2, 4, 8, 16, 32, 60, 60, 60);
    }

    @Test
    void a_failure_of_one_delays_no_other_and_a_success_ends_the_pauses() {
        due.mark("shop/web", now);
        due.next(now);
        due.failed("shop/web", now);
        due.mark("shop/db", now);
        assertThat(due.next(now)).contains("shop/db");

        pass(DueList.FIRST_RETRY);
        due.next(now);
        due.succeeded("shop/web", false, now);
        due.mark("shop/web", now);
        pass(DueList.GAP);
        assertThat(due.next(now)).contains("shop/web");
    }

    @Test
    void a_restart_makes_all_due_whatever_happened_before() {
        due.mark("shop/web", now);
        due.next(now);
        due.failed("shop/web", now);
        due.mark("shop/gone", now);

        due.restart(List.of("shop/web"), now);

        assertThat(due.next(now)).contains("shop/web");
        assertThat(due.next(now)).isEmpty();
    }

    @Test
    void what_is_gone_is_not_looked_at_and_its_result_is_dropped() {
        due.mark("shop/web", now);
        due.next(now);
        due.forget("shop/web");
        due.failed("shop/web", now);

        assertThat(due.untilNext(now, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    private void looked() {
        due.mark("shop/web", now);
        due.next(now);
        due.succeeded("shop/web", false, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
