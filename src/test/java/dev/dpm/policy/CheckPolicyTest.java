package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;

class CheckPolicyTest {

    private static final CheckSpec EXEC = new CheckSpec.Exec("PGPASSWORD=x pg_isready -q");
    private static final Duration NOW = Duration.ofHours(1);
    private static final Checked BAD = new Checked(EXEC, NOW, CheckResult.failed("ended with exit code 2"));
    private static final Checked GOOD = new Checked(EXEC, NOW, CheckResult.passed("ended with exit code 0"));
    private static final Checked DARK = new Checked(EXEC, NOW, CheckResult.unknown("did not answer within 1 s"));

    private static CheckPolicy.Verdict judged(Standing before, Checked... results) {
        CheckPolicy.Verdict verdict = null;
        Standing standing = before;
        for (Checked result : results) {
            verdict = CheckPolicy.judge(standing, result, Duration.ofSeconds(30), Duration.ZERO, 3);
            standing = verdict.standing();
        }
        return verdict;
    }

    @Test
    void fails_with_the_last_of_enough_failures_in_a_row_and_says_so_once() {
        assertThat(judged(Standing.FRESH, BAD, BAD).finding()).isEmpty();
        assertThat(judged(Standing.FRESH, BAD, BAD, GOOD, BAD, BAD).finding()).isEmpty();

        CheckPolicy.Verdict third = judged(Standing.FRESH, BAD, BAD, BAD);

        assertThat(third.finding()).contains(new CheckPolicy.Finding(true,
                "exec check pg_isready ended with exit code 2 in 3 of 3 checks"));
        assertThat(third.standing().isFailing()).isTrue();
        assertThat(judged(third.standing(), BAD).finding()).isEmpty();
        assertThat(judged(third.standing(), BAD).standing().finding()).isEqualTo(third.standing().finding());
    }

    @Test
    void the_first_failure_of_a_run_of_failures_is_told_where_it_takes_more_to_act() {
        assertThat(judged(Standing.FRESH, BAD).faltered()).isTrue();
        assertThat(judged(Standing.FRESH, GOOD, DARK, BAD).faltered()).isTrue();
        assertThat(judged(Standing.FRESH, BAD, GOOD, BAD).faltered()).as("the first of another run").isTrue();
        assertThat(judged(Standing.FRESH, BAD, BAD).faltered()).as("the second").isFalse();
        assertThat(judged(Standing.FRESH, BAD, DARK, BAD).faltered()).as("after an unknown one").isFalse();
        assertThat(judged(Standing.FRESH, BAD, BAD, BAD, GOOD, BAD).faltered()).as("while it fails").isFalse();
        assertThat(judged(Standing.FRESH, GOOD).faltered()).isFalse();
        assertThat(CheckPolicy.judge(Standing.FRESH, BAD, Duration.ZERO, Duration.ZERO, 1).faltered())
                .as("where one is enough it is acted upon").isFalse();
        assertThat(CheckPolicy.judge(Standing.FRESH, BAD, Duration.ZERO, Duration.ofSeconds(1), 3).faltered())
                .as("within the grace").isFalse();
    }

    @Test
    void knows_since_when_the_failures_that_count_go_on() {
        Checked later = new Checked(EXEC, NOW.plusSeconds(10), CheckResult.failed("ended with exit code 2"));

        assertThat(judged(Standing.FRESH, BAD, DARK, later).standing().failingSince()).contains(NOW);
        assertThat(judged(Standing.FRESH, BAD, GOOD, later).standing().failingSince()).contains(NOW.plusSeconds(10));
        assertThat(judged(Standing.FRESH, BAD, GOOD).standing().failingSince()).isEmpty();
    }

    @Test
    void recovers_after_as_many_passes_in_a_row() {
        Standing failing = judged(Standing.FRESH, BAD, BAD, BAD).standing();

        assertThat(judged(failing, GOOD, GOOD, BAD, GOOD, GOOD).standing().isFailing()).isTrue();
        CheckPolicy.Verdict well = judged(failing, GOOD, GOOD, GOOD);

        assertThat(well.finding()).contains(new CheckPolicy.Finding(false,
                "exec check pg_isready ended with exit code 0 in 3 of 3 checks"));
        assertThat(well.standing().isFailing()).isFalse();
        assertThat(well.standing().finding()).isEmpty();
    }

    @Test
    void unknown_neither_counts_nor_clears_and_is_no_evidence() {
        Standing standing = judged(Standing.FRESH, BAD, DARK, BAD, DARK).standing();

        assertThat(standing.gauge().over()).isEqualTo(2);
        assertThat(standing.latest()).contains(DARK);
        assertThat(standing.known()).contains(BAD);
        assertThat(judged(standing, BAD).standing().isFailing()).isTrue();
    }

    @Test
    void during_the_grace_results_show_whether_it_is_ready_and_count_for_nothing() {
        Standing standing = CheckPolicy.judge(Standing.FRESH, BAD, Duration.ofMillis(9999), Duration.ofSeconds(10), 1)
                .standing();
        assertThat(standing.isFailing()).isFalse();
        assertThat(standing.isPassing()).isFalse();

        standing = CheckPolicy.judge(standing, GOOD, Duration.ofMillis(9999), Duration.ofSeconds(10), 1).standing();

        assertThat(standing.isPassing()).isTrue();
        assertThat(CheckPolicy.judge(standing, BAD, Duration.ofSeconds(10), Duration.ofSeconds(10), 1).finding())
                .isPresent();
    }

    @Test
    void none_passed_yet_is_not_ready_and_a_recovering_one_is_not_either() {
        assertThat(Standing.FRESH.isPassing()).isFalse();
        assertThat(judged(Standing.FRESH, DARK).standing().isPassing()).isFalse();
        assertThat(judged(Standing.FRESH, GOOD, DARK).standing().isPassing()).isTrue();
        assertThat(judged(Standing.FRESH, BAD, BAD, BAD, GOOD).standing().isPassing()).isFalse();
    }
}
