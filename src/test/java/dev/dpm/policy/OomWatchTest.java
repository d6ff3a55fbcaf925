package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

class OomWatchTest {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private static ExitStatus status(String word) {
        return word.equals("unknown")
                ? new ExitStatus.Unknown()
                : Signal.parse(word).<ExitStatus>map(ExitStatus.Signaled::new)
                        .filter(signal -> !word.matches("[0-9]+"))
                        .orElseGet(() -> new ExitStatus.Code(Integer.parseInt(word)));
    }

    /** The counts of OOM kills at 0 s, at 10 s and at the end, which is at 11 s; a dash: the count is unreadable. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # at 0, at 10, at the end, ended by, last sample in % of the limit, what is said
            0, 0, 1, KILL,    50, OOM kill seen
            0, 1, -, KILL,    50, OOM kill seen
            0, 1, 1, unknown, 99, OOM kill seen
            0, 1, -, 1,       50, OOM kill seen
            -, 0, 1, KILL,    50, OOM kill seen
            5, 5, 5, KILL,    97, probably out of memory: last sample at 97 % of the limit
            -, -, -, KILL,    97, probably out of memory: last sample at 97 % of the limit
            -, -, -, unknown, 95, probably out of memory: last sample at 95 % of the limit
            -, 5, -, KILL,    94, nothing
            -, -, 5, KILL,    50, nothing
            0, 0, 0, TERM,    99, nothing
            0, 0, 0, 1,       99, nothing
            0, 0, 1, 0,       99, nothing
            """)
    void says_no_more_than_it_has_seen(String first, String second, String last, String end, int percent,
            String said) {
        OomWatch watch = OomWatch.FRESH.after(Duration.ZERO, count(first)).after(Duration.ofSeconds(10), count(second))
                .after(Duration.ofSeconds(11), count(last));

        Optional<String> verdict = watch.verdict(status(end), Duration.ofSeconds(11), FRESH,
                Optional.of(new OomWatch.Level(Duration.ofSeconds(10), percent / 100.0)));

        assertThat(verdict.orElse("nothing")).isEqualTo(said);
    }

    private static Optional<Long> count(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(Long.parseLong(text));
    }

    @Test
    void evidence_that_is_old_is_none() {
        OomWatch watch = OomWatch.FRESH.after(Duration.ZERO, Optional.of(0L)).after(Duration.ofSeconds(1),
                Optional.of(1L));

        assertThat(watch.verdict(status("KILL"), Duration.ofSeconds(60), FRESH,
                Optional.of(new OomWatch.Level(Duration.ofSeconds(1), 1)))).isEmpty();
    }
}
