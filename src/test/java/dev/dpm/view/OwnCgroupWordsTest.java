package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupUse;

class OwnCgroupWordsTest {

    private static final long MIB = 1 << 20;
    private static final CgroupLimits HELD = new CgroupLimits(64 * MIB, 500, 20);

    private static CgroupUse held(CgroupLimits limits) {
        return new CgroupUse(List.of("/cg/memory/dpm", "/cg/pids/dpm"), limits, 40 * MIB, 3, 2, 90, 80);
    }

    @Test
    void the_limit_that_holds_stands_first_and_another_that_is_asked_for_behind_it() {
        assertThat(OwnCgroupWords.limits(HELD, CgroupUse.NONE))
                .contains("memory_max 64.0 MiB, cpu_quota 50%, pids_max 20");
        assertThat(OwnCgroupWords.limits(new CgroupLimits(16 * MIB, 500, 20), held(HELD)))
                .contains("memory_max 64.0 MiB (16.0 MiB asked for), cpu_quota 50%, pids_max 20");
        assertThat(OwnCgroupWords.limits(HELD, held(new CgroupLimits(0, 500, 20))))
                .contains("memory_max no limit (64.0 MiB asked for), cpu_quota 50%, pids_max 20");
        assertThat(OwnCgroupWords.limits(CgroupLimits.NONE, held(CgroupLimits.NONE))).isEmpty();
    }

    @Test
    void a_memory_limit_that_the_kernel_rounded_to_pages_is_the_same() {
        assertThat(OwnCgroupWords.limits(new CgroupLimits(64 * MIB + 4000, 500, 20), held(HELD)))
                .contains("memory_max 64.0 MiB, cpu_quota 50%, pids_max 20");
    }

    @Test
    void the_use_names_what_is_counted() {
        assertThat(OwnCgroupWords.use(held(HELD)))
                .contains("40.0 MiB with file caches, throttled in 80 of 90 periods of"
                        + " 100 ms (88 %), 3 processes and threads, 2 more refused");
        assertThat(OwnCgroupWords.use(new CgroupUse(List.of("/cg"), HELD, -1, 1, 0, 4, 0)))
                .contains("never throttled, 1 process or thread");
        assertThat(OwnCgroupWords.use(CgroupUse.NONE)).isEmpty();
        assertThat(OwnCgroupWords.path(held(HELD))).contains("/cg/memory/dpm, /cg/pids/dpm");
    }
}
