package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.incident.Cause;
import dev.dpm.operator.fleet.Finding;
import dev.dpm.operator.fleet.Report;

class PodReportsTest {

    private static final Report.Usage NONE = new Report.Usage(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Instant THEN = Instant.parse("2026-11-29T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    /** In each row, the present trouble began at ten and the newest incident at nine; a dash: there is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            RUNNING | -        | -        | ''
            RUNNING | MEMORY   | -        | BREACH at 10
            RUNNING | CPU      | CPU      | BREACH at 10
            RUNNING | FORECAST | -        | BREACH at 10
            RUNNING | CHECK    | -        | BREACH at 10
            RUNNING | -        | MEMORY   | BREACH at 9
            FATAL   | GAVE_UP  | -        | GIVEN_UP at 10
            FATAL   | CRASH    | CRASH    | GIVEN_UP at 10
            FATAL   | LAUNCH   | -        | GIVEN_UP at 10
            FATAL   | GAVE_UP  | MEMORY   | GIVEN_UP at 10, BREACH at 9
            RUNNING | -        | GAVE_UP  | GIVEN_UP at 9
            BACKOFF | CRASH    | CRASH    | ''
            RUNNING | -        | OOM_KILL | ''
            RUNNING | -        | SIGNAL   | ''
            """)
    void what_ends_no_container_is_told(String state, Cause trouble, Cause incident, String told) {
        Report report = new Report("web", state, finding(trouble, NOW), finding(incident, THEN), NONE, NONE,
                Optional.empty(), 0, "");

        assertThat(PodReports.of(report).stream().map(each -> each.kind() + " at "
                + each.since().toString().substring(11, 13).replaceFirst("^0", "")).toList())
                .isEqualTo(told.isEmpty() ? List.of() : List.of(told.split(", ")));
    }

    private static Optional<Finding> finding(Cause cause, Instant since) {
        return Optional.ofNullable(cause).map(what -> new Finding(what, "", Optional.of(since), "a sentence"));
    }
}
