package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Options;
import dev.dpm.config.Timing.Missed;
import dev.dpm.config.value.Schedule;
import dev.dpm.policy.RunPlan.Act;
import dev.dpm.policy.RunPlan.Due;
import dev.dpm.process.WallTime;

class RunPlanTest {

    private static final ZoneId UTC = ZoneOffset.UTC;

    private static WallTime at(String time) {
        return WallTime.of(OffsetDateTime.parse(time.contains("T") ? time : "2026-11-30T" + time + "Z").toInstant());
    }

    private static RunPlan plan(String schedule, String after) throws Exception {
        Schedule daily = Options.SCHEDULE.parse(schedule).orElseThrow();
        return RunPlan.from(daily, UTC, at(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 * * *   | 01:00:00 | 02:59:59.999         | SKIP | WAIT     | 03:00:00
            0 3 * * *   | 01:00:00 | 03:00:00             | SKIP | RUN      | 2026-12-01T03:00Z
            0 3 * * *   | 01:00:00 | 03:00:59.999         | SKIP | RUN      | 2026-12-01T03:00Z
            0 3 * * *   | 01:00:00 | 03:01:00             | SKIP | MISS     | 2026-12-01T03:00Z
            0 3 * * *   | 01:00:00 | 03:01:00             | ONCE | RUN_LATE | 2026-12-01T03:00Z
            0 3 * * *   | 01:00:00 | 2026-12-24T04:00Z    | ONCE | RUN_LATE | 2026-12-25T03:00Z
            0 3 * * *   | 01:00:00 | 2026-12-24T03:00:30Z | SKIP | RUN      | 2026-12-25T03:00Z
            */5 * * * * | 01:00:00 | 01:10:00             | SKIP | RUN      | 01:15:00
            * * * * *   | 01:00:00 | 01:01:00             | SKIP | RUN      | 01:02:00
            * * * * *   | 01:00:00 | 01:01:59.999         | SKIP | RUN      | 01:02:00
            * * * * *   | 01:00:00 | 01:30:12             | ONCE | RUN      | 01:31:00
            0 3 * * *   | 03:00:00 | 02:30:00             | SKIP | WAIT     | 2026-12-01T03:00Z
            0 3 * * *   | 03:00:00 | 00:00:00             | SKIP | WAIT     | 2026-12-01T03:00Z
            0 3 * * *   | 03:00:00 | 2026-11-29T23:59:59Z | SKIP | WAIT     | 03:00:00
            0 3 * * *   | 2030-01-01T00:00Z | 12:00:00    | SKIP | WAIT     | 2026-12-01T03:00Z
            """)
    void a_moment_is_kept_once_late_or_missed(String schedule, String after, String now, Missed missed, Act act,
            String next) throws Exception {
        Due due = plan(schedule, after).at(at(now), missed);

        assertThat(due.act()).isEqualTo(act);
        assertThat(due.plan().next().instant()).isEqualTo(at(next).instant());
        assertThat(due.plan().at(at(now), missed).act()).as("nothing comes twice").isEqualTo(Act.WAIT);
    }

    @Test
    void of_many_that_were_missed_the_first_is_named() throws Exception {
        assertThat(plan("0 3 * * *", "01:00:00").at(at("2026-12-24T04:00Z"), Missed.SKIP).moment())
                .isEqualTo(at("03:00:00"));
    }
}
