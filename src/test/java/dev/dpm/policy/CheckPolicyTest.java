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

    private static CheckPolicy.Verdict judged(CheckStatus before, Checked... results) {
        CheckPolicy.Verdict verdict = null;
        CheckStatus status = before;
        for (Checked result : results) {
            verdict = CheckPolicy.judge(status, result, Duration.ofSeconds(30), Duration.ZERO, 3);
            status = verdict.status();
        }
        return verdict;
    }

    @Test
    void fails_with_the_last_of_enough_failures_in_a_row_and_says_so_once() {
        assertThat(judged(CheckStatus.FRESH, BAD, BAD).finding()).isEmpty();
        assertThat(judged(CheckStatus.FRESH, BAD, BAD, GOOD, BAD, BAD).finding()).isEmpty();

        CheckPolicy.Verdict third = judged(CheckStatus.FRESH, BAD, BAD, BAD);

        assertThat(third.finding()).contains(new CheckPolicy.Finding(true,
                "exec check pg_isready ended with exit code 2 in 3 of 3 checks"));
        assertThat(third.status().isFailing()).isTrue();
        assertThat(judged(third.status(), BAD).finding()).isEmpty();
        assertThat(judged(third.status(), BAD).status().finding()).isEqualTo(third.status().finding());
    }

    @Test
    void the_first_failure_of_a_run_of_failures_is_told_where_it_takes_more_to_act() {
        assertThat(judged(CheckStatus.FRESH, BAD).faltered()).isTrue();
        assertThat(judged(CheckStatus.FRESH, GOOD, DARK, BAD).faltered()).isTrue();
        assertThat(judged(CheckStatus.FRESH, BAD, GOOD, BAD).faltered()).as("the first of another run").isTrue();
        assertThat(judged(CheckStatus.FRESH, BAD, BAD).faltered()).as("the second").isFalse();
        assertThat(judged(CheckStatus.FRESH, BAD, DARK, BAD).faltered()).as("after an unknown one").isFalse();
        assertThat(judged(CheckStatus.FRESH, BAD, BAD, BAD, GOOD, BAD).faltered()).as("while it fails").isFalse();
        assertThat(judged(CheckStatus.FRESH, GOOD).faltered()).isFalse();
        assertThat(CheckPolicy.judge(CheckStatus.FRESH, BAD, Duration.ZERO, Duration.ZERO, 1).faltered())
                .as("where one is enough it is acted upon").isFalse();
        assertThat(CheckPolicy.judge(CheckStatus.FRESH, BAD, Duration.ZERO, Duration.ofSeconds(1), 3).faltered())
                .as("within the grace").isFalse();
    }

    @Test
    void knows_since_when_the_failures_that_count_go_on() {
        Checked later = new Checked(EXEC, NOW.plusSeconds(10), CheckResult.failed("ended with exit code 2"));

        assertThat(judged(CheckStatus.FRESH, BAD, DARK, later).status().failingSince()).contains(NOW);
        assertThat(judged(CheckStatus.FRESH, BAD, GOOD, later).status().failingSince()).contains(NOW.plusSeconds(10));
        assertThat(judged(CheckStatus.FRESH, BAD, GOOD).status().failingSince()).isEmpty();
    }

    @Test
    void recovers_after_as_many_passes_in_a_row() {
        CheckStatus failing = judged(CheckStatus.FRESH, BAD, BAD, BAD).status();

        assertThat(judged(failing, GOOD, GOOD, BAD, GOOD, GOOD).status().isFailing()).isTrue();
        CheckPolicy.Verdict well = judged(failing, GOOD, GOOD, GOOD);

        assertThat(well.finding()).contains(new CheckPolicy.Finding(false,
                "exec check pg_isready ended with exit code 0 in 3 of 3 checks"));
        assertThat(well.status().isFailing()).isFalse();
        assertThat(well.status().finding()).isEmpty();
    }

    @Test
    void unknown_neither_counts_nor_clears_and_is_no_evidence() {
        CheckStatus status = judged(CheckStatus.FRESH, BAD, DARK, BAD, DARK).status();

        assertThat(status.counter().over()).isEqualTo(2);
        assertThat(status.latest()).contains(DARK);
        assertThat(status.known()).contains(BAD);
        assertThat(judged(status, BAD).status().isFailing()).isTrue();
    }

    @Test
    void during_the_grace_results_show_whether_it_is_ready_and_count_for_nothing() {
        CheckStatus status = CheckPolicy
                .judge(CheckStatus.FRESH, BAD, Duration.ofMillis(9999), Duration.ofSeconds(10), 1)
                .status();
        assertThat(status.isFailing()).isFalse();
        assertThat(status.isPassing()).isFalse();

        status = CheckPolicy.judge(status, GOOD, Duration.ofMillis(9999), Duration.ofSeconds(10), 1).status();

        assertThat(status.isPassing()).isTrue();
        assertThat(CheckPolicy.judge(status, BAD, Duration.ofSeconds(10), Duration.ofSeconds(10), 1).finding())
                .isPresent();
    }

    @Test
    void none_passed_yet_is_not_ready_and_a_recovering_one_is_not_either() {
        assertThat(CheckStatus.FRESH.isPassing()).isFalse();
        assertThat(judged(CheckStatus.FRESH, DARK).status().isPassing()).isFalse();
        assertThat(judged(CheckStatus.FRESH, GOOD, DARK).status().isPassing()).isTrue();
        assertThat(judged(CheckStatus.FRESH, BAD, BAD, BAD, GOOD).status().isPassing()).isFalse();
    }
}
