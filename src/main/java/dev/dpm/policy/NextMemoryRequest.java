package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;

/**
 * Decides which memory figures the next sample of a target must contain. Summed resident sets count a shared page once
 * for each process. Therefore the runner also reads the proportional sizes for the sample that would make a breach, and
 * before {@code --act_before} acts. At other times it reads them only to show them, after the pauses of {@link
 * SharedPages}.
 */
public final class NextMemoryRequest {

    /**
     * How many sampling intervals before the time of {@code --act_before} the runner begins to read proportional
     * sizes.
     */
    private static final int AHEAD = 2;

    private NextMemoryRequest() {
    }

    /**
     * The memory figures that the next sample of a target must contain.
     *
     * @param last the newest sample of this run of the target; empty: the next sample is the first
     */
    public static MemoryRequest of(ThresholdStatus watch, MemoryStory story, Thresholds thresholds,
            Optional<Sample> last,
            Duration now) {
        MemoryRequest look = MemoryRequest.of(thresholds.measure().basis()).judgedByLimits(thresholds.areOfLimits());
        if (last.filter(sample -> !MemoryInForce.isSummed(thresholds.measure(), sample)).isPresent()) {
            return look;
        }
        if (isForeseen(watch, story, thresholds, last)
                || last.filter(sample -> isToBeShown(story, sample, now)).isPresent()) {
            return look.withProportional();
        }
        boolean isNext = watch.memory().breached() || watch.memory().over() >= thresholds.samples().memory() - 1;
        return isNext && LimitsInForce.of(thresholds, last).memory(thresholds.memory()) instanceof Threshold.At limit
                ? look.confirming(limit.value())
                : look;
    }

    /**
     * Whether the next sample must read the proportional sizes because commands and pages show them. For a single
     * process no page counts twice, so its proportional size is not read.
     */
    private static boolean isToBeShown(MemoryStory story, Sample sample, Duration now) {
        return sample.processes() > 1
                && story.pages().filter(pages -> !pages.isOutdated(sample.residentBytes(), now)).isEmpty();
    }

    private static boolean isForeseen(ThresholdStatus watch, MemoryStory story, Thresholds thresholds,
            Optional<Sample> last) {
        if (thresholds.actBefore().isEmpty() || watch.wasForecastBreached() && !watch.forecast().breached()) {
            return false;
        }
        Duration soon = thresholds.actBefore().get().plus(thresholds.interval().multipliedBy(AHEAD));
        return watch.forecast().breached()
                || story.timeToSum(thresholds, last).filter(time -> time.likely().compareTo(soon) <= 0).isPresent();
    }
}
