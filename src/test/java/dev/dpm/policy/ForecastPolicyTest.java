package dev.dpm.policy;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;
import dev.dpm.testing.Tries;

/** Tests forecasts for series of memory samples, one per second, in MiB, with a limit of 1000. */
class ForecastPolicyTest {

    private static final double MIB = 1 << 20;
    private static final int LIMIT = 1000;
    private static final Cgroup CGROUP = new Cgroup(Optional.empty(), Optional.of((long) (LIMIT * MIB)),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /**
     * The result of a series: the seconds whose samples breached by a forecast or by the threshold, and the sentences.
     */
    private record Run(List<Integer> forecasts, List<Integer> breaches, List<String> sentences, MemoryStory story) {
    }

    private static Sample sample(int second, double mebibytes, Cgroup cgroup) {
        return new Sample(Duration.ofSeconds(1000 + second), Duration.ZERO, (long) (mebibytes * MIB), 1).in(cgroup);
    }

    private static Sample read(Sample seen, double mebibytes) {
        Optional<Long> bytes = mebibytes < 0 ? Optional.empty() : Optional.of((long) (mebibytes * MIB));
        return new Sample(seen.at(), seen.cpu(), seen.residentBytes(), 9, bytes, bytes.isEmpty(), seen.cgroup(),
                false, List.of());
    }

    private static Run run(TargetSpec spec, int seconds, IntToDoubleFunction mebibytes) {
        return run(spec, seconds, mebibytes, mebibytes);
    }

    /**
     * @param proportional the proportional size in MiB that is read when the policy asks for it; negative: unreadable
     */
    private static Run run(TargetSpec spec, int seconds, IntToDoubleFunction mebibytes,
            IntToDoubleFunction proportional) {
        Run run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), MemoryStory.FRESH);
        ThresholdStatus watch = ThresholdStatus.FRESH;
        MemoryStory story = MemoryStory.FRESH;
        Optional<Sample> last = Optional.empty();
        for (int second = 0; second < seconds; second++) {
            Sample seen = sample(second, mebibytes.applyAsDouble(second), CGROUP);
            Sample sample = NextMemoryRequest.of(watch, story, spec.thresholds(), last, seen.at())
                    .wantsProportional(seen.residentBytes())
                            ? read(seen, proportional.applyAsDouble(second))
                            : seen;
            last = Optional.of(sample);
            Duration alive = Duration.ofSeconds(second);
            ThresholdPolicy.Verdict thresholds = ThresholdPolicy.judge(watch, Usage.first(sample), alive,
                    ThresholdRules.of(spec.thresholds(), Optional.of(sample)));
            story = story.after(spec.thresholds(), sample);
            ThresholdPolicy.Verdict forecast = ForecastPolicy.judge(thresholds.watch(), story, spec.thresholds(),
                    sample, alive);
            watch = forecast.watch();
            if (thresholds.findings().stream().anyMatch(ThresholdFinding::over)) {
                run.breaches().add(second);
            }
            if (forecast.findings().stream().anyMatch(ThresholdFinding::over)) {
                run.forecasts().add(second);
            }
            forecast.findings().forEach(finding -> run.sentences().add(finding.sentence()));
        }
        return new Run(run.forecasts(), run.breaches(), run.sentences(), story);
    }

    private static TargetSpec acting(int before, String... more) {
        List<String> options = new ArrayList<>(List.of("act_before=" + before, "monitor_interval=1",
                "memory_threshold=90%"));
        options.addAll(List.of(more));
        return target("web", options.toArray(String[]::new));
    }

    @Test
    void a_flat_noisy_series_never_acts() {
        Tries.of(300).check(any -> {
            int level = any.between(10, 880);
            int noise = any.between(0, 60);
            int before = any.between(1, 120);
            Random random = any.random();

            Run run = run(acting(before), 300, second -> level + noise * random.nextDouble());

            assertThat(run.forecasts()).isEmpty();
        });
    }

    @Test
    void a_collectors_sawtooth_never_acts() {
        Tries.of(300).check(any -> {
            int floor = any.between(50, 500);
            int height = any.between(60, 350);
            int period = any.between(2, 30);
            int tenthsOfJitter = any.between(0, 3);
            Random random = any.random();
            double[] peak = {height};
            TargetSpec spec = acting(2 * period + 1);

            Run run = run(spec, 400, second -> {
                if (second % period == 0) {
                    peak[0] = height * (1 - tenthsOfJitter / 10.0 * random.nextDouble());
                }
                return floor + peak[0] * (second % period) / period + random.nextDouble();
            });

            assertThat(run.forecasts()).isEmpty();
        });
    }

    @Test
    void a_sawtooth_that_has_shown_a_fall_never_acts_however_far_ahead_is_asked() {
        Tries.of(200).check(any -> {
            int height = any.between(60, 350);
            int period = any.between(5, 60);
            Random random = any.random();

            Run run = run(acting(300, "start_grace=" + (period + 2)), 400,
                    second -> 400 + height * (second % period) / (double) period + random.nextDouble());

            assertThat(run.forecasts()).isEmpty();
        });
    }

    @Test
    void a_linear_leak_acts_with_its_lead() {
        Tries.of(200).check(any -> {
            int rate = any.between(2, 20);
            int before = any.between(5, 30);
            Random random = any.random();
            int full = LIMIT / rate;

            Run run = run(acting(before, "memory_threshold=off"), full,
                    second -> rate * (second + random.nextDouble() / 10));

            int earned = Math.max(RobustLine.FEWEST, (before + 1) / 2);
            assertThat(run.forecasts()).as("acts once").hasSize(1);
            assertThat((double) run.forecasts().get(0)).as("limit at %s s, lead %s s", full, before)
                    .isBetween(Math.max(full - before - 2.0, 0), Math.max(full - before + 2.0, earned + 1));
        });
    }

    @Test
    void pages_that_workers_share_do_not_bring_the_limit_nearer() {
        IntToDoubleFunction eightfold = second -> 8 * (second + 10);

        Run run = run(acting(10, "memory_threshold=off"), 125, eightfold,
                second -> eightfold.applyAsDouble(second) / 8);

        assertThat(run.forecasts()).isEmpty();
    }

    @Test
    void a_leak_beside_shared_pages_acts_with_its_lead() {
        Run run = run(acting(10, "memory_threshold=off"), 100, second -> 800 + 10 * second, second -> 10 * second);

        assertThat(run.forecasts()).singleElement().satisfies(second -> assertThat(second).isBetween(88, 92));
        assertThat(run.sentences()).first().asString()
                .startsWith("memory 900.0 MiB will reach the limit of 1000.0 MiB");
    }

    @Test
    void a_forecast_that_nobody_could_confirm_says_so() {
        Run run = run(acting(10, "memory_threshold=off"), 95, second -> 10 * second, second -> -1);

        assertThat(run.sentences()).containsExactly("memory 900.0 MiB will reach the limit of 1000.0 MiB in about 10 s "
                + "(10 s to 10 s), act_before 10 s (shared pages counted in each process: proportional sizes cannot be "
                + "read)");
    }

    @Test
    void a_leak_after_a_long_level_stretch_is_foreseen() {
        Run run = run(acting(20), 400, second -> second < 300 ? 400 + second % 2 : 400 + 10 * (second - 300));

        assertThat(run.forecasts()).singleElement().satisfies(second -> assertThat(second).isBetween(338, 345));
        assertThat(run.breaches()).allSatisfy(second -> assertThat(second).isGreaterThan(345));
    }

    @Test
    void a_leak_too_fast_for_a_trend_is_the_thresholds() {
        Run run = run(acting(5, "breach_samples=1"), 9, second -> 120 * second);

        assertThat(run.forecasts()).isEmpty();
        assertThat(run.breaches()).containsExactly(8);
    }

    @Test
    void says_what_when_and_how_sure() {
        Run run = run(acting(10, "memory_threshold=off"), 95, second -> 10 * second);

        assertThat(run.sentences()).containsExactly(
                "memory 900.0 MiB will reach the limit of 1000.0 MiB in about 10 s (10 s to 10 s), act_before 10 s");
    }

    @Test
    void within_the_start_grace_nothing_is_judged() {
        assertThat(run(acting(10, "start_grace=200"), 95, second -> 10 * second).forecasts()).isEmpty();
    }

    @Test
    void acts_once_in_a_life_and_says_when_it_is_over() {
        IntToDoubleFunction twice = second -> second < 95 ? 10 * second : second < 110 ? 100 : 10 * (second - 100);

        Run run = run(acting(10, "memory_threshold=off", "on_breach=none"), 195, twice);

        assertThat(run.forecasts()).hasSize(1);
        assertThat(run.sentences()).last().isEqualTo("memory is no longer about to reach its limit");
    }

    @Test
    void no_trend_no_figure() {
        TargetSpec spec = acting(10);
        Optional<Sample> last = Optional.of(sample(0, 1, CGROUP));

        assertThat(run(spec, 9, second -> 10 * second).story().timeToLimit(spec.thresholds(), last)).as("too few")
                .isEmpty();
        assertThat(run(spec, 50, second -> 100).story().timeToLimit(spec.thresholds(), last)).as("level").isEmpty();
        assertThat(run(spec, 50, second -> 500 - 2 * second).story().timeToLimit(spec.thresholds(), last)).as("falling")
                .isEmpty();
        assertThat(run(spec, 50, second -> 10 * second).story().timeToLimit(spec.thresholds(), last)).as("rising")
                .isPresent();
    }

    @Test
    void the_interval_holds_the_truth_of_a_noisy_leak() {
        Random random = new Random(7);
        TargetSpec spec = acting(10);

        MemoryStory story = run(spec, 51, second -> 10 * second + 20 * random.nextDouble()).story();

        TimeToLimit time = story.timeToLimit(spec.thresholds(), Optional.of(sample(50, 500, CGROUP))).orElseThrow();
        assertThat(time.earliest()).isLessThan(Duration.ofSeconds(50));
        assertThat(time.latest()).isGreaterThan(Duration.ofSeconds(49));
        assertThat(time.likely()).isBetween(time.earliest(), time.latest());
    }
}
