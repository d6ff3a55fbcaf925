package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyRightsTest {

    private static final long NOTHING = 0;
    private static final long SYS_NICE = 1L << 23;
    private static final long SYS_RESOURCE = 1L << 24;
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max core file size        0                    unlimited            bytes
            Max open files            1024                 4096                 files
            Max nice priority         5                    20
            """;

    private static PropertyRights rights(long capabilities) {
        return new PropertyRights(capabilities, LIMITS, 0, -10, CpuList.parse("0-3"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, true
            19, true
            15, true
            -1, false
            """)
    void without_the_capability_niceness_only_grows(int nice, boolean isAllowed) {
        assertThat(rights(NOTHING).refusal(nice).isEmpty()).isEqualTo(isAllowed);
        assertThat(rights(SYS_NICE).refusal(nice)).isEmpty();
    }

    @Test
    void the_limit_of_niceness_lets_it_sink_so_far() {
        PropertyRights of25 = new PropertyRights(NOTHING, LIMITS.replace("5        ", "25       "), 0, 0,
                Optional.empty());

        assertThat(of25.refusal(-5)).isEmpty();
        assertThat(of25.refusal(-6)).hasValueSatisfying(words -> assertThat(words).contains("CAP_SYS_NICE"));
    }

    @Test
    void the_score_of_the_oom_killer_only_grows() {
        assertThat(rights(NOTHING).oomRefusal(-10)).isEmpty();
        assertThat(rights(NOTHING).oomRefusal(-11)).contains("needs root or CAP_SYS_RESOURCE: the runner's own is -10, "
                + "and without that no child gets a lower one");
        assertThat(rights(SYS_RESOURCE).oomRefusal(-1000)).isEmpty();
    }

    @Test
    void a_hard_limit_only_sinks() {
        assertThat(rights(NOTHING).refusal(new ResourceLimit(ResourceLimit.Kind.NOFILE, 4096, 4096))).isEmpty();
        assertThat(rights(NOTHING).refusal(new ResourceLimit(ResourceLimit.Kind.NOFILE, 10, 4097)))
                .contains(
                        "is above the runner's own hard limit of 4096, which only root or CAP_SYS_RESOURCE can raise");
        assertThat(rights(SYS_RESOURCE).refusal(new ResourceLimit(ResourceLimit.Kind.NOFILE, 10, 4097))).isEmpty();
        assertThat(rights(NOTHING).refusal(
                new ResourceLimit(ResourceLimit.Kind.CORE, ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED)))
                .isEmpty();
    }

    @Test
    void processors_are_those_of_the_machine() {
        assertThat(rights(NOTHING).refusal(CpuList.parse("0,3").orElseThrow())).isEmpty();
        assertThat(rights(SYS_RESOURCE).refusal(CpuList.parse("2-5").orElseThrow()))
                .contains("names processor 4, which this machine does not have; allowed: 0-3");
    }

    @Test
    void the_runners_own_can_be_read_and_allow_what_it_has() {
        PropertyRights own = PropertyRights.own();

        assertThat(own.refusal(own.nice())).isEmpty();
        assertThat(own.oomRefusal(own.oomScoreAdj())).isEmpty();
        assertThat(own.refusal(CpuList.parse("0").orElseThrow())).isEmpty();
        for (ResourceLimit.Kind kind : ResourceLimit.Kind.values()) {
            assertThat(own.refusal(new ResourceLimit(kind, 0, 0))).as(kind.word()).isEmpty();
        }
        assertThat(own.limits().lines().filter(line -> line.startsWith("Max ")).count())
                .isEqualTo(ResourceLimit.Kind.values().length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0         | 0
            0-0       | 0
            3,1,2,7   | 1-3,7
            0-1 , 4-5 | 0-1,4-5
            """)
    void a_list_of_processors_is_shown_as_the_kernel_does(String text, String shown) {
        assertThat(CpuList.parse(text).orElseThrow()).hasToString(shown);
    }
}
