package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Incident.Response;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;

class ResponseWordsTest {

    private static final TargetName WEB = new TargetName("web");

    /** A stop said "stopped in 0.7 s; stopped: stopped: memory 61 MiB > 60 MiB". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stopped: memory 61 MiB > 60 MiB             | 700 | false | stopped in 0.7 s; it stays stopped
            stopped: memory 61 MiB > 60 MiB             | 700 | true  | stopped in 0.7 s, KILL was needed; it stays stopped
            stopped by command                          | 700 | false | stopped in 0.7 s; it stays stopped
            ended with exit code 3, is not restarted    |     | false | stopped: ended with exit code 3, is not restarted
            """)
    void a_stop_is_told_once(String reason, Long stopMillis, boolean killed, String summary) {
        Instant now = Instant.EPOCH;
        Response response = ResponseWords.complete(now, now, "", List.of(),
                new Outcome(new TargetEvent.TargetStopped(WEB, reason).message(),
                        Optional.of(new ExitStatus.Code(0)), Optional.ofNullable(stopMillis).map(Duration::ofMillis),
                        killed, Optional.empty()));

        assertThat(response.summary()).isEqualTo(summary);
    }
}
