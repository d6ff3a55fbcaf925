package dev.dpm.policy;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.Thresholds.MemoryMeasure;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

class LimitsInForceTest {

    private static final long MIB = 1 << 20;

    private static Sample sample(Long workingSet, Long limit, Double cores) {
        return new Sample(Duration.ZERO, Duration.ZERO, 10 * MIB, 1, Optional.empty(), new Cgroup(
                Optional.ofNullable(workingSet), Optional.ofNullable(limit), Optional.ofNullable(cores),
                Optional.empty(), Optional.empty(), Optional.of(1000 * MIB),
                workingSet == null ? Optional.of("it is out of reach") : Optional.empty(), false));
    }

    private static MemoryMeasure chosen(MemoryBasis basis) {
        return new MemoryMeasure(basis, false);
    }

    private static ThresholdRules rules(TargetSpec spec, Sample sample) {
        return ThresholdRules.of(spec.thresholds(), Optional.of(sample));
    }

    @Test
    void a_part_of_the_limit_follows_the_limit() {
        TargetSpec spec = target("web", "memory_threshold=85%", "cpu_threshold=90%limit");

        ThresholdRules rules = rules(spec, sample(null, 256 * MIB, 0.5));

        assertThat(rules.memory()).isEqualTo(new Threshold.At(0.85 * 256 * MIB));
        assertThat(rules.memoryWords()).contains("85 % of the limit of 256.0 MiB");
        assertThat(rules.cpu()).isEqualTo(new Threshold.At(45));
        assertThat(rules.cpuWords()).contains("90 % of the limit of 0.5 processors");
        assertThat(rules(spec, sample(null, 512 * MIB, 2.0)).memory()).isEqualTo(new Threshold.At(0.85 * 512 * MIB));
    }

    @Test
    void without_a_limit_memory_is_a_part_of_the_machine_and_cpu_is_off() {
        TargetSpec spec = target("web", "memory_threshold=50%", "cpu_threshold=90%limit");

        ThresholdRules rules = rules(spec, sample(null, null, null));

        assertThat(rules.memory()).isEqualTo(new Threshold.At(500 * MIB));
        assertThat(rules.memoryWords()).contains("50 % of the machine's 1000.0 MiB");
        assertThat(rules.cpu()).isEqualTo(Threshold.OFF);
        assertThat(Measures.of(spec.thresholds(), sample(null, null, null)).get("cpu_threshold")).contains("is off");
    }

    @Test
    void a_limit_that_was_told_stands_in_for_one_that_cannot_be_read() {
        TargetSpec spec = target("web", "memory_threshold=50%", "cpu_threshold=90%limit", "memory_limit=64Mi",
                "cpu_limit=250m");

        assertThat(rules(spec, sample(null, null, null)).memory()).isEqualTo(new Threshold.At(32 * MIB));
        assertThat(rules(spec, sample(null, null, null)).cpu()).isEqualTo(new Threshold.At(22.5));
        assertThat(rules(spec, sample(null, 128 * MIB, 1.0)).memory()).isEqualTo(new Threshold.At(64 * MIB));
    }

    @Test
    void memory_is_what_the_basis_says_and_else_resident_with_the_reason() {
        Sample known = sample(3 * MIB, null, null);

        assertThat(MemoryInForce.of(chosen(MemoryBasis.RSS), known).bytes()).isEqualTo(10 * MIB);
        assertThat(MemoryInForce.of(chosen(MemoryBasis.CGROUP), known).bytes()).isEqualTo(3 * MIB);
        assertThat(MemoryInForce.of(chosen(MemoryBasis.CGROUP), sample(null, null, null)))
                .isEqualTo(new MemoryInForce(MemoryBasis.RSS, 10 * MIB, Optional.of("it is out of reach")));
        assertThat(MemoryInForce.of(chosen(MemoryBasis.PSS), known).because().orElseThrow()).contains("smaps_rollup");
    }

    @Test
    void a_cgroup_that_nobody_chose_counts_only_where_it_has_a_limit_and_not_the_runner_in_it() {
        MemoryMeasure byDefault = new MemoryMeasure(MemoryBasis.CGROUP, true);
        Sample limited = sample(3 * MIB, 256 * MIB, null);
        Cgroup cgroup = limited.cgroup();
        Sample shared = limited.in(new Cgroup(cgroup.workingSetBytes(), cgroup.memoryLimitBytes(),
                cgroup.cpuLimitCores(), cgroup.oomKills(), cgroup.throttledPeriods(), cgroup.machineBytes(),
                cgroup.unreadable(), true));

        assertThat(target("web").thresholds().measure().onlyOwn()).isTrue();
        assertThat(MemoryInForce.of(byDefault, limited).bytes()).isEqualTo(3 * MIB);
        assertThat(MemoryInForce.of(byDefault, sample(3 * MIB, null, null)).because().orElseThrow())
                .startsWith("its cgroup has no limit, so others may be in it");
        assertThat(MemoryInForce.of(byDefault, shared)).isEqualTo(new MemoryInForce(MemoryBasis.RSS, 10 * MIB,
                Optional.of("the runner is in its cgroup too, so others may be in it; --memory_basis cgroup measures "
                        + "it all the same")));
        assertThat(MemoryInForce.of(chosen(MemoryBasis.CGROUP), shared).bytes()).isEqualTo(3 * MIB);
        assertThat(target("web", "memory_basis=cgroup").thresholds().measure()).isEqualTo(chosen(MemoryBasis.CGROUP));
    }

    @Test
    void says_what_is_not_as_asked_and_nothing_of_what_is() {
        TargetSpec spec = target("web", "memory_basis=cgroup", "act_before=30");

        assertThat(Measures.of(spec.thresholds(), sample(null, null, null))).containsOnlyKeys("memory_basis",
                "act_before");
        assertThat(Measures.of(spec.thresholds(), sample(1L, MIB, null))).isEmpty();
        assertThat(Measures.of(target("web").thresholds(), sample(null, null, null))).isEmpty();
    }
}
