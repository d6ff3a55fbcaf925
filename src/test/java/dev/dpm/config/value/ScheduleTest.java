package dev.dpm.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.WallTime;
import dev.dpm.testing.Tries;

class ScheduleTest {

    private static Schedule schedule(String text) throws BadValue {
        return Schedule.parse(text).orElseThrow();
    }

    /** The next moments of a schedule after a given moment, each with the local time and the offset of the zone. */
    private static List<String> next(String text, String zone, String after, int count) throws BadValue {
        List<String> moments = new ArrayList<>();
        WallTime at = WallTime.of(OffsetDateTime.parse(after).toInstant());
        for (int i = 0; i < count; i++) {
            at = schedule(text).next(at, ZoneId.of(zone));
            moments.add(at.instant().atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
        }
        return moments;
    }

    /**
     * The expected moments are those of cron(8) of Debian. The clock of Berlin jumps from 02:00 to 03:00 on 29 March
     * 2026 and from 03:00 back to 02:00 on 25 October, that of Lord Howe by half an hour on 4 October (02:00 to 02:30)
     * and 5 April (02:00 back to 01:30).
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 * * *      | Europe/Berlin       | 2026-11-29T18:00+01:00 | 2026-11-30T03:00+01:00 2026-12-01T03:00+01:00
            0 3 * * *      | Europe/Berlin       | 2026-11-30T03:00+01:00 | 2026-12-01T03:00+01:00
            30 2 * * *     | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00
            15,45 2 * * *  | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:15+02:00
            0 2,3 * * *    | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
            30 2 * * *     | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00
            30 2 * * *     | Europe/Berlin       | 2026-10-25T02:10+01:00 | 2026-10-26T02:30+01:00
            30 * * * *     | Europe/Berlin       | 2026-03-29T01:00+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00
            30 * * * *     | Europe/Berlin       | 2026-10-25T02:00+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00
            0 * * * *      | Europe/Berlin       | 2026-03-29T01:00+01:00 | 2026-03-29T03:00+02:00
            */20 2 * * *   | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-30T02:00+02:00
            */30 2 * * *   | Europe/Berlin       | 2026-10-25T01:00+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00
            15 2 * * *     | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00
            45 1 * * *     | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30
            */15 * * * *   | Australia/Lord_Howe | 2026-10-04T01:45+10:30 | 2026-10-04T02:30+11:00 2026-10-04T02:45+11:00
            */15 * * * *   | Australia/Lord_Howe | 2026-04-05T01:45+11:00 | 2026-04-05T01:30+10:30 2026-04-05T01:45+10:30 2026-04-05T02:00+10:30
            0 12 * * *     | Asia/Kolkata        | 2026-10-04T12:00+05:30 | 2026-10-05T12:00+05:30
            0 0 13 * 5     | UTC                 | 2026-11-02T00:00Z      | 2026-11-06T00:00Z 2026-11-13T00:00Z
            0 0 29 2 *     | UTC                 | 2026-11-02T00:00Z      | 2028-02-29T00:00Z 2032-02-29T00:00Z
            */5 * 29 2 *   | Africa/Casablanca   | 2026-11-02T00:00Z      | 2028-02-29T00:00Z 2028-02-29T00:05Z
            @hourly        | UTC                 | 2026-11-02T00:30Z      | 2026-11-02T01:00Z
            @weekly        | UTC                 | 2026-11-02T00:30Z      | 2026-11-08T00:00Z
            0 9 * * MON-FRI | UTC                | 2026-11-27T10:00Z      | 2026-11-30T09:00Z
            0 9 * * 7      | UTC                 | 2026-11-27T10:00Z      | 2026-11-29T09:00Z
            """)
    void comes_when_cron_comes(String text, String zone, String after, String expected) throws BadValue {
        List<String> moments = List.of(expected.split(" "));
        assertThat(next(text, zone, after, moments.size())).isEqualTo(moments);
    }

    @Test
    void moments_rise_through_all_changes_of_the_clock() throws BadValue {
        for (String text : List.of("30 2 * * *", "*/7 * * * *", "0 1-3 * * *", "5,35 */2 * * *")) {
            for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns",
                    "Africa/Casablanca")) {
                WallTime at = WallTime.of(Instant.parse("2026-03-01T00:00:00Z"));
                for (int i = 0; i < 2_000; i++) {
                    WallTime later = schedule(text).next(at, ZoneId.of(zone));
                    assertThat(later).as("%s in %s after %s", text, zone, at.instant()).isGreaterThan(at);
                    at = later;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 * * * *          | Value 61 not in range [0, 59]
            0 3 * *             | contains 4 parts
            0 0 3 * * *         | contains 6 parts
            0 0 30 2 *          | no day of any year matches this one
            0 0 31 4,6,9,11 *   | no day of any year matches this one
            @reboot             | five fields as in crontab(5)
            three in the night  | five fields as in crontab(5)
            ''                  | five fields as in crontab(5)
            0 22-2 * * *        | Invalid range
            """)
    void what_does_not_come_is_refused(String text, String why) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(BadValue.class).hasMessageContaining(why);
    }

    /** Texts that the cron library accepts, although crontab(5) does not know them. */
    @ParameterizedTest
    @ValueSource(strings = {"|", " |", "a|", "0 3 * * *|0 5 * * *", "0|5 3 * * *", "0 3 ? * 1#1", "0 3 L * *"})
    void what_crontab_does_not_know_is_refused(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(BadValue.class)
                .hasMessageContaining("five fields as in crontab(5)");
    }

    @Test
    void a_long_text_is_not_even_read() {
        assertThatThrownBy(() -> Schedule.parse("1,".repeat(100_000) + "2 * * * *")).isInstanceOf(BadValue.class)
                .hasMessageNotContaining("1,1,1");
    }

    /** Random texts from the cron library's grammar. The library throws more kinds of exceptions than it documents. */
    @Test
    void any_text_is_a_schedule_or_refused_with_a_sentence() {
        List<String> pieces = List.of("0", "5", "59", "7", "*", "*/", "/", "-", ",", "|", "||", "?", "#", "L", "W",
                "LW",
                "MON", "FRI", "JAN", "@", " ", "0 3 * * *", "* * * *");

        WallTime now = WallTime.of(Instant.parse("2026-11-30T00:00:00Z"));
        Tries.of(20_000).check(any -> {
            String text = String.join("", any.list(12, () -> any.truth() ? any.of(pieces) : any.text(2)));
            try {
                Schedule.parse(text)
                        .ifPresent(read -> assertThat(read.next(now, ZoneId.of("Europe/Berlin"))).isGreaterThan(now));
            } catch (BadValue refused) {
                assertThat(refused.getMessage()).doesNotContain("Exception", "null");
            }
        });
    }
}
