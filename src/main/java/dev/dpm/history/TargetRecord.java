package dev.dpm.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.WallTime;

/**
 * The durable state of a target, from which the next runner continues.
 *
 * @param wanted whether the target should run; a stopped target is not resumed
 * @param bootId the boot in which the record was written
 * @param incarnation the number of the last incarnation, 0 before the first
 * @param process the main process of that incarnation, where it was known to live; in a state of rest, a process that
 *     KILL could not end
 * @param launching whether a launch was intended and not yet confirmed; the process of such a launch, if any, is found
 *     by cookie
 * @param ranFor the target's own running time, over all incarnations since the restart budget was last renewed
 * @param restartsAt moments of that running time at which a restart was used
 * @param inARow restarts in a row, which the backoff counts
 * @param restarts number of restarts by cause since the runner first knew the target
 * @param state the phase at the time of the record; STOPPED where another version wrote a word that is unknown here
 * @param reason a sentence that says why the target was in that state
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param failed whether the target is EXITED because of a failure
 * @param moments the wall-clock times of the target's latest events
 * @param ranUntil the last moment of the target's schedule that was handled; empty: the target has no schedule
 */
public record TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
        Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt, int inARow,
        long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
        boolean acknowledged, boolean failed, Moments moments, Optional<WallTime> ranUntil) {

    public TargetRecord {
        restartsAt = List.copyOf(restartsAt);
    }

    /** A record without known moments. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
            boolean acknowledged) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, acknowledged, false, Moments.NONE, Optional.empty());
    }

    /** Makes a record without an acknowledgement. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, false);
    }
}
