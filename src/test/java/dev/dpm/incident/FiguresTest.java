package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the kernel's figures are rewritten for people. Texts of another form stay as they are. */
class FiguresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pressure on cpu   | some avg10=92.90 avg60=92.38 avg300=88.95; full avg10=0.00 avg60=0.49 avg300=0.50 | \
            some task waited 93 % of the last 10 s, 92 % of 60 s, 89 % of 5 min; all tasks 0 %, 0 %, 1 %
            cpu.pressure      | some avg10=1.00 avg60=2.00 avg300=3.00 | \
            some task waited 1 % of the last 10 s, 2 % of 60 s, 3 % of 5 min
            pressure on io    | some avg10=... avg60=1.2.3 avg300=3.00 | \
            some avg10=... avg60=1.2.3 avg300=3.00
            pressure on io    | not supported | not supported
            memory.max        | 67108864 | 64.0 MiB
            memory.max        | max | no limit
            memory.current    | 99999999999999999999 | 99999999999999999999
            memory.limit_in_bytes | 9223372036854771712 | no limit
            memory.limit_in_bytes | 536870912 | 512.0 MiB
            memory.stat total_rss | 1048576 | 1.0 MiB
            memory.events oom_kill | 3 | 3
            cpu.max           | 200000 100000 | 2 processors
            cpu.max           | 50000 100000 | 0.5 processors
            cpu.max           | 50000 0 | 50000 0
            cpu.max           | max 100000 | no limit
            cpu.cfs_quota_us  | -1 | no limit
            cpu.cfs_quota_us  | 50000 | 50000
            pids.max          | max | no limit
            load              | 1.50 2.00 3.00 | 1.50 2.00 3.00
            """)
    void a_figure_in_words(String name, String text, String words) {
        assertThat(Figures.words(name, text)).isEqualTo(words);
    }

    @Test
    void lines_stand_in_the_order_of_their_names() {
        assertThat(Figures.lines(Map.of("pids.max", "max", "memory.max", "1048576")))
                .containsExactly("memory.max: 1.0 MiB", "pids.max: no limit");
    }
}
