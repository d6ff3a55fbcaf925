package dev.dpm.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Receiver.Severity;

/**
 * The incidents of one target since it last ran normally, as one receiver is told about them.
 * @param first the first incident
 * @param worst the highest severity of the incidents
 * @param incidents the ids of the incidents, oldest first, at most the newest {@value #MOST_INCIDENTS}
 * @param count the number of all incidents
 * @param restarts the number of restarts since the first incident
 * @param isTold whether a notice was sent
 * @param isSilent whether a person acknowledged the trouble, so that no notice follows before the recovery
 * @param givenUp the incident in which the runner gave the target up; empty: none, or a notice was sent about it
 * @param wellSince since when the target has been running normally; empty: it is in trouble
 * @param relapses the number of recoveries and new failures within the last hour
 */
public record Episode(TroubleNews first, Severity worst, List<String> incidents, int count, int restarts,
        boolean isTold,
        boolean isSilent, Optional<TroubleNews> givenUp, Optional<Instant> wellSince, int relapses) {

    static final int MOST_INCIDENTS = 20;
    /** The longest time for which a target with relapses must run normally before a notice reports its recovery. */
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
     * When the oldest incident began about which no notice was sent. Empty: there is none, or a person acknowledged the
     * trouble.
     */
    Optional<Instant> untold() {
        return isSilent ? Optional.empty() : isTold ? givenUp.map(TroubleNews::heard) : Optional.of(first.heard());
    }

    /**
     * When the target counts as recovered; empty: it is in trouble.
     * @param wellAfter how long a target must run normally before it counts as recovered
     */
    Optional<Instant> wellAt(Duration wellAfter) {
        Duration longer = wellAfter.multipliedBy(1L << Math.min(relapses, MOST_DOUBLINGS));
        return wellSince.map(since -> since.plus(longer.compareTo(LONGEST) > 0 ? LONGEST : longer));
    }
}
