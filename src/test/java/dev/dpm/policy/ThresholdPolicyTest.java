package dev.dpm.policy;

import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.Usages.cpu;
import static dev.dpm.testing.Usages.memory;
import static dev.dpm.testing.Usages.usage;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

class ThresholdPolicyTest {

    private static final ThresholdRules DEFAULTS = ThresholdRules.of(target("web").thresholds());
    private static final Duration OLD = Duration.ofDays(1);

    private ThresholdStatus watch = ThresholdStatus.FRESH;

    private List<String> judge(ThresholdRules rules, Usage usage) {
        ThresholdPolicy.Verdict verdict = ThresholdPolicy.judge(watch, usage, OLD, rules);
        watch = verdict.watch();
        return verdict.findings().stream().map(ThresholdFinding::sentence).toList();
    }

    /** The input has one letter per sample, and so has the result. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # in: o over, g good, = exactly at the limit, ? unknown; out: B breach begins, R recovered, . nothing
            oo         | ..
            ooo        | ..B
            oogooo     | .....B
            ooooooo    | ..B....
            o?o?o      | ....B
            oo?g?oo    | .......
            ===        | ...
            oo=ooo     | .....B
            ooogggooo  | ..B..R..B
            oooggogggg | ..B.....R.
            ooog?g?g   | ..B....R
            ooo???     | ..B...
            """)
    void as_many_samples_in_a_row_begin_a_breach_as_end_it(String in, String out) {
        StringBuilder seen = new StringBuilder();
        for (char letter : in.toCharArray()) {
            Usage usage = switch (letter) {
                case 'o' -> cpu(143.2);
                case 'g' -> cpu(3);
                case '=' -> cpu(80.0);
                default -> cpu(-1);
            };
            boolean before = watch.isBreached();
            List<String> findings = judge(DEFAULTS, usage);
            seen.append(findings.isEmpty() ? '.' : before ? 'R' : 'B');
            assertThat(watch.isBreached() != before).isEqualTo(!findings.isEmpty());
        }

        assertThat(seen).hasToString(out);
    }

    /**
     * The result of one look at processes with this resident and this proportional size in MiB; -1: unreadable. The
     * proportional size is read only if the policy asks for it.
     */
    private List<String> looks(TargetSpec spec, long resident, long proportional) {
        Sample first = new Sample(Duration.ZERO, Duration.ZERO, resident << 20, 9);
        boolean isAsked = next(spec, first).wantsProportional(resident << 20);
        Sample sample = new Sample(Duration.ZERO, Duration.ZERO, resident << 20, 9,
                isAsked && proportional >= 0 ? Optional.of(proportional << 20) : Optional.empty(),
                isAsked && proportional < 0, Cgroup.UNKNOWN, false, List.of());
        return judge(ThresholdRules.of(spec.thresholds(), Optional.of(sample)), Usage.first(sample));
    }

    private MemoryRequest next(TargetSpec spec, Sample last) {
        // the proportional size for display was read a moment ago
        MemoryStory story = MemoryStory.FRESH.after(spec.thresholds(), new Sample(Duration.ZERO, Duration.ZERO,
                last.residentBytes(), 9, Optional.empty(), true, Cgroup.UNKNOWN, false, List.of()));
        return NextMemoryRequest.of(watch, story, spec.thresholds(), Optional.of(last), Duration.ZERO);
    }

    @Test
    void pages_that_workers_share_make_no_breach() {
        TargetSpec spec = target("web", "memory_threshold=500");

        for (int i = 0; i < 20; i++) {
            assertThat(looks(spec, 1300, 160)).isEmpty();
        }
        assertThat(looks(spec, 1300, 501)).isEmpty();
        assertThat(looks(spec, 1300, 502)).containsExactly("memory 502.0 MiB > 500.0 MiB in 2 of 2 samples");
        assertThat(looks(spec, 1300, 160)).isEmpty();
        assertThat(looks(spec, 1300, 160)).containsExactly("memory 160.0 MiB <= 500.0 MiB in 2 of 2 samples");
    }

    @Test
    void proportional_sizes_are_read_only_where_they_decide() {
        TargetSpec spec = target("web", "memory_threshold=500");
        Sample last = new Sample(Duration.ZERO, Duration.ZERO, 1300L << 20, 9);

        assertThat(next(spec, last).wantsProportional(1300L << 20)).as("a first spike").isFalse();
        looks(spec, 1300, 160);
        assertThat(next(spec, last).wantsProportional(1300L << 20)).isTrue();
        assertThat(next(spec, last).wantsProportional(499L << 20)).as("not over").isFalse();
        assertThat(next(target("web", "memory_threshold=off"), last)
                .wantsProportional(1300L << 20)).isFalse();
    }

    @Test
    void a_breach_that_nobody_could_confirm_says_so() {
        TargetSpec spec = target("web", "memory_threshold=500", "breach_samples=1");

        assertThat(looks(spec, 1300, -1)).containsExactly("memory 1.27 GiB > 500.0 MiB in 1 of 1 sample (shared pages "
                + "counted in each process: proportional sizes cannot be read)");
    }

    @Test
    void says_figures_units_limit_and_samples() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sentences.addAll(judge(DEFAULTS, usage(143.2, 612.4)));
        }
        for (int i = 0; i < 3; i++) {
            sentences.addAll(judge(DEFAULTS, usage(12, 100)));
        }

        assertThat(sentences).containsExactly("memory 612.4 MiB > 500.0 MiB in 2 of 2 samples",
                "cpu 143.2 % of one core > 80.0 % in 3 of 3 samples",
                "memory 100.0 MiB <= 500.0 MiB in 2 of 2 samples",
                "cpu 12.0 % of one core <= 80.0 % in 3 of 3 samples");
    }

    @Test
    void one_sample_is_spoken_of_in_the_singular() {
        ThresholdRules one = ThresholdRules.of(target("web", "breach_samples=1", "memory_threshold=2GiB").thresholds());

        assertThat(judge(one, memory(3072))).containsExactly("memory 3.00 GiB > 2.00 GiB in 1 of 1 sample");
    }

    @Test
    void within_the_start_grace_nothing_is_judged_or_counted() {
        ThresholdRules grace = ThresholdRules.of(target("web", "breach_samples=1", "start_grace=30").thresholds());

        ThresholdPolicy.Verdict early = ThresholdPolicy.judge(ThresholdStatus.FRESH, usage(900, 9000),
                Duration.ofMillis(29_999),
                grace);
        ThresholdPolicy.Verdict late = ThresholdPolicy.judge(ThresholdStatus.FRESH, usage(900, 9000),
                Duration.ofSeconds(30),
                grace);

        assertThat(early.watch()).isEqualTo(ThresholdStatus.FRESH);
        assertThat(early.findings()).isEmpty();
        assertThat(late.findings()).hasSize(2);
    }

    @Test
    void off_never_judges_and_forgets_a_breach_that_was_on() {
        ThresholdRules off = ThresholdRules.of(target("web", "cpu_threshold=off", "memory_threshold=off").thresholds());
        for (int i = 0; i < 3; i++) {
            judge(DEFAULTS, usage(900, 9000));
        }

        assertThat(judge(off, usage(900, 9000))).isEmpty();
        assertThat(watch).isEqualTo(ThresholdStatus.FRESH);
    }

    @Test
    void cpu_and_memory_are_counted_apart() {
        judge(DEFAULTS, usage(900, 1));
        judge(DEFAULTS, usage(900, 9000));

        assertThat(watch.cpu().over()).isEqualTo(2);
        assertThat(watch.memory().over()).isEqualTo(1);
        assertThat(watch.isBreached()).isFalse();
    }

    @Test
    void an_unknown_cpu_leaves_memory_judged() {
        judge(DEFAULTS, memory(501));

        assertThat(judge(DEFAULTS, memory(501))).containsExactly("memory 501.0 MiB > 500.0 MiB in 2 of 2 samples");
    }
}
