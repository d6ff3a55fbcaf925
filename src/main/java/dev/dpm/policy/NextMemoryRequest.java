package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;

/**
 * Decides which memory figures the next sample contains. Proportional set sizes are expensive, so they are read only before a
 * decision that depends on them, and now and then for people.
 */
public final class NextMemoryRequest {

    /**
     * How many sampling intervals ahead of a decision for {@code --act_before} the runner reads proportional set sizes.
     */
    private static final int AHEAD = 2;

    private NextMemoryRequest() {
    }

    /**
     * The memory figures that the next sample must contain.
     *
     * @param last the newest sample since the launch; empty: there is none
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
     * Whether it is time to read proportional set sizes that are shown to people. A single process needs none, since no
     * page counts twice.
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
