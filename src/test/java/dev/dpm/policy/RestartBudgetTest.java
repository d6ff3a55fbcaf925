package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartBudgetTest {

    private static final Duration WINDOW = Duration.ofSeconds(600);

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static RestartBudget afterLives(int allowed, long... secondsLived) {
        RestartBudget budget = RestartBudget.FRESH;
        for (long lived : secondsLived) {
            budget = budget.spend(allowed, WINDOW, seconds(lived));
        }
        return budget;
    }

    @Test
    void three_quick_crashes_spend_a_budget_of_three() {
        assertThat(afterLives(3, 1, 1).isSpent(3, WINDOW, seconds(1))).isFalse();
        assertThat(afterLives(3, 1, 1, 1).isSpent(3, WINDOW, seconds(1))).isTrue();
    }

    @Test
    void only_running_time_moves_the_window_on() {
        RestartBudget spent = afterLives(3, 0, 0, 0);

        assertThat(spent.inWindow(WINDOW, Duration.ZERO)).isEqualTo(3);
        assertThat(spent.inWindow(WINDOW, seconds(599))).isEqualTo(3);
        assertThat(spent.inWindow(WINDOW, seconds(600))).isZero();
    }

    @Test
    void a_whole_window_of_running_forgets_every_restart_and_changes_no_decision() {
        RestartBudget budget = afterLives(3, 100, 50, 7);
        Duration whole = budget.forgottenAt(WINDOW).orElseThrow();

        assertThat(whole).isEqualTo(WINDOW);
        assertThat(budget.inWindow(WINDOW, whole)).isZero();
        assertThat(budget.forgetting().forgottenAt(WINDOW)).isEmpty();
        assertThat(budget.forgetting().spend(3, WINDOW, whole)).isEqualTo(budget.spend(3, WINDOW, whole));
        assertThat(RestartBudget.FRESH.mark(3, WINDOW, seconds(40)).forgottenAt(WINDOW)).as("a signal during a life")
                .contains(WINDOW.plusSeconds(40));
    }

    @Test
    void restarts_leave_the_window_one_by_one() {
        RestartBudget budget = afterLives(3, 100, 100, 100);

        assertThat(budget.inWindow(WINDOW, seconds(399))).isEqualTo(3);
        assertThat(budget.inWindow(WINDOW, seconds(400))).isEqualTo(2);
        assertThat(budget.inWindow(WINDOW, seconds(500))).isEqualTo(1);
    }

    @Test
    void restarts_further_apart_than_the_window_never_spend_it() {
        RestartBudget budget = afterLives(1, 600, 600, 600, 600);

        assertThat(budget.isSpent(1, WINDOW, seconds(600))).isFalse();
        assertThat(budget.isSpent(1, WINDOW, seconds(599))).isTrue();
    }

    @ParameterizedTest(name = "{0} allowed after {1} quick restarts: spent {2}")
    @CsvSource(textBlock = """
            -1, 0,    false
            -1, 2000, false
            0,  0,    true
            1,  0,    false
            1,  1,    true
            """)
    void no_limit_is_never_spent_and_none_allowed_always(int allowed, int restarts, boolean spent) {
        RestartBudget budget = afterLives(allowed, new long[restarts]);

        assertThat(budget.isSpent(allowed, WINDOW, Duration.ZERO)).isEqualTo(spent);
    }

    @Test
    void without_a_limit_memory_stays_bounded() {
        assertThat(afterLives(-1, new long[2000]).spentAt()).hasSize(1000);
    }

    @Test
    void restarts_in_a_row_begin_anew_after_a_window_of_running() {
        assertThat(afterLives(-1, 1, 599, 599).inARow()).isEqualTo(3);
        assertThat(afterLives(-1, 1, 1, 600).inARow()).isEqualTo(1);
    }

    @Test
    void a_lowered_limit_counts_what_was_spent_under_the_higher_one() {
        assertThat(afterLives(5, 1, 1, 1, 1).isSpent(2, WINDOW, seconds(1))).isTrue();
    }

    @Test
    void no_budget_has_run_for_less_than_nothing() {
        assertThatThrownBy(() -> new RestartBudget(seconds(-1), List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ran for PT-1S");
    }
}
