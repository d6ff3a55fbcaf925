package dev.dpm.operator.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodName;

/**
 * Decides which dpm-runners are polled next: those whose last request is the longest ago, at most {@link #PACE} in a
 * second.
 */
final class PollOrder {

    /** The largest number of requests to dpm-runners in a second. */
    static final int PACE = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private PollOrder() {
    }

    /**
     * The time between two requests to the same dpm-runner: ten seconds, or longer if there are more pods than can be
     * polled in ten seconds.
     */
    static Duration interval(int pods) {
        Duration slow = Duration.ofSeconds((pods + PACE - 1) / PACE);
        return slow.compareTo(INTERVAL) > 0 ? slow : INTERVAL;
    }

    /**
     * The pods whose dpm-runners must be polled now, the most overdue first.
     *
     * @param all the number of all pods
     * @param asked returns when a pod's dpm-runner was last polled; {@link Instant#MIN} if never
     */
    static List<PodFacts> next(Stream<PodFacts> pods, int all, Function<PodName, Instant> asked, Instant now) {
        Instant due = now.minus(interval(all));
        record Waiting(PodFacts pod, Instant since) {
        }
        return pods.map(pod -> new Waiting(pod, asked.apply(pod.name()))).filter(each -> !each.since().isAfter(due))
                .sorted(Comparator.comparing(Waiting::since)).limit(PACE).map(Waiting::pod).toList();
    }
}
