package dev.dpm.sampling.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Tests cgroup files with random content. */
class AnyCgroupTest {

    private static final List<String> PIECES = List.of("", " ", "\n", "0", "1", "-1", "max", "9223372036854771712",
            "99999999999999999999", "0::",
            "/", "/..", "/a", "../", ":", ",", "memory", "oom_kill ", "30 22 0:27 ",
            "/ /m rw - cgroup2 c rw\n",
            "/a /m rw - cgroup c rw,memory\n", "4:memory:/a\n", "0::/a/../b\n", "0::/a\n", "\\040",
            "\u0000", "\u00e4");

    @Test
    void any_text_is_figures_or_none() {
        Tries.of(2000).check(any -> {
            String text = text(any);
            assertThat(CgroupFigures.memoryLimit(text).filter(bytes -> bytes <= 0)).isEmpty();
            assertThat(CgroupFigures.number(text).filter(number -> number < 0)).isEmpty();
            assertThat(CgroupFigures.quota(text).filter(cores -> !(cores > 0))).isEmpty();
            assertThat(CgroupFigures.quota(text, text(any)).filter(cores -> !(cores > 0))).isEmpty();
            assertThat(CgroupFigures.keyed(text, "oom_kill")).isNotNull();
        });
    }

    @Test
    void any_text_is_places_or_none_and_none_leads_out_of_a_mount() {
        Tries.of(2000).check(any -> {
            Membership membership = Membership.parse(text(any));
            for (Mount mount : Mount.parse(text(any))) {
                membership.unified().flatMap(path -> mount.folder(path, "/r")).ifPresent(folder -> {
                    assertThat(folder.path()).startsWith("/r").doesNotContain("/../");
                    assertThat(folder.upwards()).contains(folder.top()).hasSizeLessThan(200);
                });
            }
        });
    }

    private static String text(Any any) {
        return String.join("", any.list(8, () -> any.of(PIECES)));
    }

    @Test
    void a_key_is_a_whole_word_at_the_start_of_a_line() {
        assertThat(CgroupFigures.keyed("oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", "oom_kill")).contains(3L);
        assertThat(CgroupFigures.keyed("oom_kill 3", "oom_kill")).contains(3L);
        assertThat(CgroupFigures.keyed("oom_kill_disable 1\n", "oom_kill")).isEmpty();
        assertThat(CgroupFigures.keyed("total_inactive_file 1", "inactive_file")).isEmpty();
        assertThat(CgroupFigures.keyed("oom_kill x", "oom_kill")).isEmpty();
    }

    @Test
    void no_limit_is_said_in_three_ways() {
        assertThat(List.of("max", "9223372036854771712", "9223372036854775807", "18446744073709551615", "-1", "0"))
                .allSatisfy(text -> assertThat(CgroupFigures.memoryLimit(text)).isEmpty());
        assertThat(CgroupFigures.quota("max 100000")).isEmpty();
        assertThat(CgroupFigures.quota("-1", "100000")).isEmpty();
        assertThat(CgroupFigures.quota("150000 100000")).contains(1.5);
    }
}
