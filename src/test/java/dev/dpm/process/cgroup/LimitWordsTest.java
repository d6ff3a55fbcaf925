package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.CgroupUse;

/** Tests the sentences about limits that are not in force as asked for. */
class LimitWordsTest {

    private static final long MIB = 1 << 20;
    private static final CgroupLimits ASKED = new CgroupLimits(16 * MIB, 600, 5);

    private static CgroupUse held(CgroupLimits limits, long memory, long tasks) {
        return new CgroupUse(List.of("/cg"), limits, memory, tasks, 0, 0, 0);
    }

    @Test
    void a_memory_limit_below_the_use_names_what_holds_why_and_what_to_do() {
        assertThat(LimitWords.refused(Kind.MEMORY_MAX, ASKED, held(new CgroupLimits(64 * MIB, 0, 0), 40 * MIB, 1),
                "busy"))
                .isEqualTo("memory_max stays at 64.0 MiB, since it uses 40.0 MiB and the kernel refuses a limit of"
                        + " 16.0 MiB below that: restart it, or run `reload` again when it uses less");
    }

    @Test
    void a_first_limit_below_the_use_is_not_in_force() {
        assertThat(LimitWords.refused(Kind.MEMORY_MAX, ASKED, held(CgroupLimits.NONE, 40 * MIB, 1), "busy"))
                .startsWith("memory_max is not in force, since it uses 40.0 MiB");
    }

    @Test
    void another_refusal_repeats_the_kernels_words() {
        assertThat(LimitWords.refused(Kind.CPU_QUOTA, ASKED, held(new CgroupLimits(0, 200, 0), 0, 1),
                "/cg/cpu.cfs_quota_us: Invalid argument"))
                .isEqualTo("cpu_quota stays at 20%, since the kernel refused 60% (/cg/cpu.cfs_quota_us: Invalid"
                        + " argument): a cgroup around its own may allow less; `reload` tries again");
        assertThat(LimitWords.refused(Kind.MEMORY_MAX, ASKED, held(new CgroupLimits(64 * MIB, 0, 0), MIB, 1), "x"))
                .isEqualTo("memory_max stays at 64.0 MiB, since the kernel refused 16.0 MiB (x); `reload` tries again");
        assertThat(LimitWords.refused(Kind.PIDS_MAX, CgroupLimits.NONE, held(new CgroupLimits(0, 0, 9), 0, 1), "x"))
                .startsWith("pids_max stays at 9, since the kernel refused no limit (x)");
    }

    @Test
    void more_processes_than_the_limit_are_a_remark() {
        assertThat(LimitWords.exceeded(held(ASKED, 0, 12))).contains("pids_max 5 is in force, and it has 12 processes"
                + " and threads: they go on, and none can be added before fewer than 5 are left");
        assertThat(LimitWords.exceeded(held(ASKED, 0, 5))).isEmpty();
        assertThat(LimitWords.exceeded(held(CgroupLimits.NONE, 0, 12))).isEmpty();
    }
}
