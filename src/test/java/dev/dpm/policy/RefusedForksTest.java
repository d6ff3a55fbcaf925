package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupUse;

class RefusedForksTest {

    private static CgroupUse refused(long count) {
        return new CgroupUse(List.of("/cg"), new CgroupLimits(0, 0, 9), -1, 9, count, -1, -1);
    }

    @Test
    void the_first_refusal_is_told_at_once_and_later_ones_together_after_a_pause() {
        Duration now = Duration.ofSeconds(1);
        assertThat(RefusedForks.NONE.due(refused(0), now)).isZero();
        assertThat(RefusedForks.NONE.due(refused(3), now)).isEqualTo(3);

        RefusedForks told = RefusedForks.NONE.told(refused(3), now);

        assertThat(told.due(refused(5000), now.plusSeconds(599))).isZero();
        assertThat(told.due(refused(5000), now.plusSeconds(600))).isEqualTo(4997);
        assertThat(told.due(refused(3), now.plusSeconds(600))).as("none came").isZero();
    }

    @Test
    void at_the_end_of_a_life_the_rest_is_told_without_a_pause() {
        assertThat(RefusedForks.NONE.rest(refused(7))).isEqualTo(7);
        assertThat(RefusedForks.NONE.told(refused(3), Duration.ofSeconds(1)).rest(refused(10))).isEqualTo(7);
        assertThat(RefusedForks.NONE.told(refused(3), Duration.ofSeconds(1)).rest(refused(3))).isZero();
        assertThat(RefusedForks.NONE.rest(CgroupUse.NONE)).isZero();
    }

    @Test
    void a_target_without_the_limit_has_none() {
        assertThat(RefusedForks.NONE.due(CgroupUse.NONE, Duration.ZERO)).isZero();
    }
}
