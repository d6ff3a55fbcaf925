package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.CgroupLimits.Kind;

/** Tests what is written into which file of a cgroup. */
class LimitFilesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MEMORY_MAX | 67108864 | true  | memory.max=67108864
            MEMORY_MAX | 0        | true  | memory.max=max
            MEMORY_MAX | 67108864 | false | memory.limit_in_bytes=67108864
            MEMORY_MAX | 0        | false | memory.limit_in_bytes=-1
            CPU_QUOTA  | 500      | true  | cpu.max=50000 100000
            CPU_QUOTA  | 2000     | true  | cpu.max=200000 100000
            CPU_QUOTA  | 0        | true  | cpu.max=max 100000
            CPU_QUOTA  | 10       | false | cpu.cfs_period_us=100000, cpu.cfs_quota_us=1000
            CPU_QUOTA  | 0        | false | cpu.cfs_period_us=100000, cpu.cfs_quota_us=-1
            PIDS_MAX   | 7        | true  | pids.max=7
            PIDS_MAX   | 7        | false | pids.max=7
            PIDS_MAX   | 0        | false | pids.max=max
            """)
    void a_limit_is_these_texts_in_these_files(Kind kind, long limit, boolean unified, String writes) {
        assertThat(LimitFiles.writes(kind, limit, unified).stream().map(write -> write.file() + "=" + write.text())
                .collect(Collectors.joining(", "))).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MEMORY_MAX | 67108864            | 67108864
            MEMORY_MAX | max                 | 0
            MEMORY_MAX | 9223372036854771712 | 0
            CPU_QUOTA  | 50000 100000        | 500
            CPU_QUOTA  | 20000 10000         | 2000
            CPU_QUOTA  | max 100000          | 0
            CPU_QUOTA  | -1 100000           | 0
            CPU_QUOTA  | 50000               | 0
            PIDS_MAX   | 7                   | 7
            PIDS_MAX   | max                 | 0
            PIDS_MAX   | ''                  | 0
            """)
    void a_text_of_the_kernel_is_this_limit(Kind kind, String text, long limit) {
        assertThat(LimitFiles.limit(kind, text)).isEqualTo(limit);
    }
}
