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
 * @param wanted whether the target should run; the next runner does not start a target that a user stopped
 * @param bootId the boot in which the record was written
 * @param incarnation the number of the last launch, 0 before the first
 * @param process the main process of that launch, if it was alive; for a STOPPED, EXITED or FATAL target, a process
 * that SIGKILL could not end
 * @param launching whether a launch had begun and its result was unknown; the next runner finds the process of such a
 * launch by an environment variable with a unique value
 * @param ranFor the target's own running time, over all launches since the restart budget was last renewed
 * @param restartsAt values of that running time at which the runner restarted the target
 * @param inARow consecutive restarts, from which the backoff is computed
 * @param restarts number of restarts by cause since the target was first added
 * @param lastExit how the last main process ended; empty: none has ended yet
 * @param state the phase at the time of the record; STOPPED where another version wrote a word that is unknown here
 * @param givenUp whether the runner had stopped acting on the target, because its restart budget was used up
 * @param reason a sentence that says why the target was in that state
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param failed whether the target is EXITED because of a failure
 * @param moments the wall-clock times of the target's latest events
 * @param ranUntil the last scheduled time at which a run began or was skipped; empty if the target has no schedule
 */
public record TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
        Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt, int inARow,
        long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
        boolean acknowledged, boolean failed, Moments moments, Optional<WallTime> ranUntil) {

    public TargetRecord {
        restartsAt = List.copyOf(restartsAt);
    }

    /** Makes a record that contains no {@link Moments} of the target. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
            boolean acknowledged) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, acknowledged, false, Moments.NONE, Optional.empty());
    }

    /** Makes a record of a target whose FATAL state nobody has acknowledged. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, false);
    }
}
