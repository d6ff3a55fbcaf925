package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The words of closed lists are a promise to metrics, to JSON and to files: a constant may be renamed, its word not. */
class WordTest {

    private static Stream<String> words(Word[] values) {
        return Arrays.stream(values).map(Word::word);
    }

    @Test
    void causes_of_a_restart_are_written_as_metrics_and_the_journal_know_them() {
        assertThat(words(RestartCause.values())).containsExactlyInAnyOrder("exit", "launch", "command",
                "somebody_else", "cpu", "memory", "time_to_limit", "http_check", "tcp_check", "exec_check",
                "watchdog_seconds", "max_runtime", "restart_schedule", "watch", "earlier");
    }

    @Test
    void thresholds_are_written_as_metrics_and_the_journal_know_them() {
        assertThat(words(Resource.values())).containsExactly("cpu", "memory", "time_to_limit");
    }

    @Test
    void checks_are_written_as_metrics_know_them_and_in_the_journal_by_their_options() {
        assertThat(words(CheckKind.values())).containsExactly("http", "tcp", "exec", "watchdog");
        assertThat(Arrays.stream(CheckKind.values()).map(CheckKind::option)).containsExactly("http_check", "tcp_check",
                "exec_check", "watchdog_seconds");
    }

    @Test
    void a_restart_after_a_failed_check_is_counted_under_the_option_of_the_check() {
        assertThat(CheckKind.values())
                .allSatisfy(check -> assertThat(RestartCause.of(check).word()).isEqualTo(check.option()));
        assertThat(Resource.values())
                .allSatisfy(resource -> assertThat(RestartCause.of(resource).word()).isEqualTo(resource.word()));
    }
}
