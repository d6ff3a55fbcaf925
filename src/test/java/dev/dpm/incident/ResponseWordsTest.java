package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Incident.Response;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.TargetName;

class ResponseWordsTest {

    private static final TargetName WEB = new TargetName("web");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stopped: memory 61 MiB > 60 MiB             | 700 | false | stopped in 0.7 s; it stays stopped
            stopped: memory 61 MiB > 60 MiB             | 700 | true  | stopped in 0.7 s, KILL was needed; it stays stopped
            stopped by command                          | 700 | false | stopped in 0.7 s; it stays stopped
            ended with exit code 3, is not restarted    |     | false | stopped: ended with exit code 3, is not restarted
            """)
    void a_stop_is_told_once(String reason, Long stopMillis, boolean killed, String summary) {
        Response response = ResponseWords.complete("", List.of(),
                new Outcome(new TargetEvent.TargetStopped(WEB, reason).message(),
                        Optional.of(new ExitStatus.Code(0)), Optional.ofNullable(stopMillis).map(Duration::ofMillis),
                        killed, Optional.empty(), Duration.ZERO));

        assertThat(response.summary()).isEqualTo(summary);
    }

    /**
     * The wall clock is set back during the restart: by the times of the events, the restart took minus three hours.
     */
    @Test
    void how_long_a_restart_took_does_not_follow_the_wall_clock() {
        Instant later = Instant.EPOCH.minus(Duration.ofHours(3));
        TargetEvent.TargetStarted next = new TargetEvent.TargetStarted(WEB, 2, 4711, "restarted");

        Response response = ResponseWords.complete("restarting",
                List.of(new ResponseStep(later, next.type().word(), next.message())),
                new Outcome("is running as process 4711", Optional.of(new ExitStatus.Code(1)), Optional.empty(), false,
                        Optional.of(next), Duration.ofMillis(1200)));

        assertThat(response.summary()).isEqualTo("restarted as process 4711 within 1.2 s");
    }
}
