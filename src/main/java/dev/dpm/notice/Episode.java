package dev.dpm.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Receiver.Severity;

/**
 * The trouble of one target: the incidents from the first one until the target has run normally for the time that the
 * receiver's setting {@code well_after} demands. Each receiver has its own episodes.
 *
 * @param first the first incident of the episode
 * @param worst the highest severity of the episode's incidents
 * @param incidents ids of the incidents, oldest first, at most the newest {@value #MOST_INCIDENTS}
 * @param count the number of all incidents
 * @param restarts restarts of the target since the episode began
 * @param isTold whether the receiver has been sent a notice about the episode
 * @param isSilent whether a person acknowledged the episode; the receiver then gets no more notices about the target
 *     until it recovers
 * @param givenUp the incident in which the runner gave up the target; empty if there was none, or as soon as the
 *     receiver has been sent a notice about it
 * @param wellSince since when the target has been running normally; empty while it does not
 * @param relapses how often within the last hour the target recovered and failed again
 */
public record Episode(TroubleNews first, Severity worst, List<String> incidents, int count, int restarts,
        boolean isTold,
        boolean isSilent, Optional<TroubleNews> givenUp, Optional<Instant> wellSince, int relapses) {

    static final int MOST_INCIDENTS = 20;
    /**
     * The longest time that a target with repeated relapses must run normally before the receiver gets a notice about
     * the recovery.
     */
    static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;

    public Episode {
        incidents = List.copyOf(incidents);
    }

    static Episode begin(TroubleNews first, int relapses) {
        return new Episode(first, first.severity(), List.of(first.incident()), 1, 0, false, false,
                asGivenUp(first), Optional.empty(), relapses);
    }

    private static Optional<TroubleNews> asGivenUp(TroubleNews trouble) {
        return trouble.cause() == dev.dpm.incident.Cause.GAVE_UP ? Optional.of(trouble) : Optional.empty();
    }

    /** A copy of this episode with one more incident of the target. */
    Episode and(TroubleNews next) {
        List<String> ids = new ArrayList<>(incidents);
        ids.add(next.incident());
        Severity worse = next.severity().compareTo(worst) > 0 ? next.severity() : worst;
        Optional<TroubleNews> end = asGivenUp(next).filter(one -> !isSilent).or(() -> givenUp);
        return new Episode(first, worse, ids.subList(Math.max(0, ids.size() - MOST_INCIDENTS), ids.size()), count + 1,
                restarts, isTold, isSilent, end, Optional.empty(), relapses);
    }

    Episode restarted() {
        return new Episode(first, worst, incidents, count, restarts + 1, isTold, isSilent, givenUp, wellSince,
                relapses);
    }

    Episode told() {
        return new Episode(first, worst, incidents, count, restarts, true, isSilent, Optional.empty(), wellSince,
                relapses);
    }

    Episode silent() {
        return new Episode(first, worst, incidents, count, restarts, isTold, true, Optional.empty(), wellSince,
                relapses);
    }

    Episode well(Instant at) {
        return new Episode(first, worst, incidents, count, restarts, isTold, isSilent, givenUp, Optional.of(at),
                relapses);
    }

    /**
     * The time of the oldest incident of this target that no notice has reported yet; empty if notices have reported
     * all incidents, or if a person acknowledged the target's trouble.
     */
    Optional<Instant> untold() {
        return isSilent ? Optional.empty() : isTold ? givenUp.map(TroubleNews::heard) : Optional.of(first.heard());
    }

    /**
     * The time at which the target counts as recovered if no further incident happens; empty if the target is in
     * trouble now.
     */
    Optional<Instant> wellAt(Duration wellAfter) {
        Duration longer = wellAfter.multipliedBy(1L << Math.min(relapses, MOST_DOUBLINGS));
        return wellSince.map(since -> since.plus(longer.compareTo(LONGEST) > 0 ? LONGEST : longer));
    }
}
