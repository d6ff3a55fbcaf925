package dev.dpm.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.Thresholds;
import dev.dpm.event.EventWords;
import dev.dpm.process.Resource;
import dev.dpm.sampling.Sample;

/**
 * Implements {@code --act_before}: decides whether memory is about to reach its limit, at most once for each launch of
 * a target.
 */
public final class ForecastPolicy {

    private ForecastPolicy() {
    }

    /**
     * Judges one sample of a living target, after {@link ThresholdPolicy} has judged the same sample.
     *
     * @param story the memory history including this sample
     * @param alive the time since the launch; nothing is decided within {@code --start_grace}
     */
    public static ThresholdPolicy.Verdict judge(ThresholdStatus before, MemoryStory story, Thresholds thresholds,
            Sample sample,
            Duration alive) {
        Optional<Duration> ahead = thresholds.actBefore();
        if (ahead.isEmpty()) {
            return new ThresholdPolicy.Verdict(before.foreseeing(BreachCounter.FRESH), List.of());
        }
        boolean isSettled = before.wasForecastBreached() && !before.forecast().breached();
        if (isSettled || alive.compareTo(thresholds.startGrace()) < 0) {
            return new ThresholdPolicy.Verdict(before, List.of());
        }
        Optional<TimeToLimit> time = story.timeToLimit(thresholds, Optional.of(sample));
        boolean isNear = time.filter(some -> some.likely().compareTo(ahead.get()) <= 0).isPresent();
        boolean over = isNear && (before.forecast().breached()
                || story.trend().isTrusted(ahead.get()) && isConfirmed(thresholds, sample));
        BreachCounter after = over
                ? before.forecast().overAgain(1)
                : before.forecast().goodAgain(thresholds.samples().memory());
        ThresholdStatus watch = before.foreseeing(after);
        if (after.breached() == before.forecast().breached()) {
            return new ThresholdPolicy.Verdict(watch, List.of());
        }
        return new ThresholdPolicy.Verdict(watch, List.of(new ThresholdFinding(Resource.TIME_TO_LIMIT, over,
                over
                        ? sentence(thresholds, story, sample, time.get())
                        : "memory is no longer about to reach its limit")));
    }

    /**
     * A sentence about the breach of {@code --act_before}: when the target's memory will reach its limit. If memory no
     * longer rises, the sentence says that memory was about to reach the limit.
     */
    public static String status(Thresholds thresholds, MemoryStory story, Sample sample) {
        return story.timeToLimit(thresholds, Optional.of(sample)).filter(some -> thresholds.actBefore().isPresent())
                .map(time -> sentence(thresholds, story, sample, time)).orElse("memory was about to reach its limit");
    }

    /**
     * Whether the memory figure of this sample is exact enough for a decision. A sum of resident sets counts a shared page once
     * for each process, so it needs the figure of shared pages beside it.
     */
    private static boolean isConfirmed(Thresholds thresholds, Sample sample) {
        return !MemoryInForce.isSummed(thresholds.measure(), sample) || SharedPages.of(sample).isPresent();
    }

    /**
     * The forecast as a sentence: {@code memory 231.0 MiB will reach the limit of 256.0 MiB in about 12 s (10 s to 15
     * s), act_before 15 s}.
     */
    private static String sentence(Thresholds thresholds, MemoryStory story, Sample sample, TimeToLimit time) {
        long limit = LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes().orElseThrow();
        return "memory " + Bytes.words(story.bytes(thresholds, sample))
                + " will reach the limit of " + Bytes.words(limit) + " in " + time.words() + ", act_before "
                + EventWords.duration(thresholds.actBefore().orElseThrow())
                + (sample.proportionalUnreadable() && MemoryInForce.isSummed(thresholds.measure(), sample)
                        ? ThresholdFinding.UNCONFIRMED
                        : "");
    }
}
